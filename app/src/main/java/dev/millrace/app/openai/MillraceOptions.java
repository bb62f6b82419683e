package dev.millrace.app.openai;

import dev.millrace.app.answer.Wishes;
import dev.millrace.orchestration.turn.AnswerRequest;
import dev.millrace.retrieval.filter.Filters;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How Millrace is to answer.
 *
 * @param ground auto, always or never: whether the answer must come from the documents
 * @param sources names or ids of the sources to search; all that the caller may read unless given
 * @param filters what documents must meet: source, label, metadata, date, document, language, type
 * @param evidence passages to answer from
 * @param policy quality or economy
 * @param maxCost the most that the answer may cost, in the fleet's currency
 * @param deadlineMs the longest that the answer may take, in milliseconds
 * @param minPosition the log position that the index must have reached, as a write returned it
 * @param conversationId the stored conversation that is continued; the messages are what is new
 */
@Serdeable
@Schema(name = "MillraceOptions")
record MillraceOptions(
    @Nullable @Schema(defaultValue = "auto") String ground,
    @Nullable List<String> sources,
    @Nullable Map<String, Object> filters,
    @Nullable @Schema(minimum = "1", maximum = "50", defaultValue = "10") Integer evidence,
    @Nullable @Schema(defaultValue = "quality") String policy,
    @Nullable @Schema(minimum = "0") BigDecimal maxCost,
    @Nullable @Schema(minimum = "1", maximum = "600000", defaultValue = "120000") Long deadlineMs,
    @Nullable @Schema(minimum = "0", defaultValue = "0") Long minPosition,
    @Nullable UUID conversationId) {
  static final MillraceOptions NONE =
      new MillraceOptions(null, null, null, null, null, null, null, null, null);

  static final String PREFIX = "millrace.";

  /**
   * The options of a turn.
   *
   * @param narrowed what sources and filters come to
   */
  AnswerRequest.Options options(Filters narrowed) {
    return new Wishes(ground, evidence, policy, maxCost, deadlineMs, minPosition)
        .options(PREFIX, narrowed);
  }

  Optional<UUID> conversation() {
    return Optional.ofNullable(conversationId);
  }

  /** What a chat completion's request calls a field that the turn names. */
  static String parameter(String field) {
    return switch (field) {
      case "model", "messages" -> field;
      default -> PREFIX + field;
    };
  }
}
