package dev.millrace.app.answer;

import dev.millrace.app.http.Given;
import dev.millrace.orchestration.model.ChatMessage;
import dev.millrace.orchestration.model.Sampling;
import dev.millrace.orchestration.turn.AnswerRequest;
import dev.millrace.retrieval.corpus.Viewer;
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
 * A question.
 *
 * @param question in the asker's words
 * @param conversationId the conversation that is continued; left out, a new one begins
 * @param model auto, or the name of a model of the fleet
 * @param ground auto, always or never: whether the answer must come from the documents
 * @param sources names or ids of the sources to search; all that the caller may read unless given
 * @param filters what documents must meet: source, label, metadata, date, document, language, type
 * @param evidence passages to answer from
 * @param policy quality or economy
 * @param maxCost the most that the answer may cost, in the fleet's currency
 * @param deadlineMs the longest that the answer may take, in milliseconds
 * @param minPosition the log position that the index must have reached, as a write returned it
 * @param stream whether to tell what happens as it happens
 */
@Serdeable
@Schema(name = "Question")
record AskedQuestion(
    String question,
    @Nullable UUID conversationId,
    @Nullable @Schema(defaultValue = AnswerRequest.AUTO) String model,
    @Nullable @Schema(defaultValue = "auto") String ground,
    @Nullable List<String> sources,
    @Nullable Map<String, Object> filters,
    @Nullable @Schema(minimum = "1", maximum = "50", defaultValue = "10") Integer evidence,
    @Nullable @Schema(defaultValue = "quality") String policy,
    @Nullable @Schema(minimum = "0") BigDecimal maxCost,
    @Nullable @Schema(minimum = "1", maximum = "600000", defaultValue = "120000") Long deadlineMs,
    @Nullable @Schema(minimum = "0", defaultValue = "0") Long minPosition,
    @Nullable @Schema(defaultValue = "false") Boolean stream) {
  AskedQuestion {
    Given.required(question, "question");
  }

  boolean streams() {
    return Given.orElse(stream, false);
  }

  /**
   * What is asked.
   *
   * @param narrowed what sources and filters come to
   */
  Question question(Viewer viewer, Filters narrowed) {
    return new Question(
        new AnswerRequest(
            viewer,
            Optional.ofNullable(conversationId),
            List.of(ChatMessage.user(Wording.question(question, "question"))),
            Given.orElse(model, AnswerRequest.AUTO),
            new Wishes(ground, evidence, policy, maxCost, deadlineMs, minPosition)
                .options("", narrowed),
            Sampling.DEFAULT),
        field -> field.equals("messages") ? "question" : field);
  }
}
