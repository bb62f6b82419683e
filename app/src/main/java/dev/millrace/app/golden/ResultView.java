package dev.millrace.app.golden;

import dev.millrace.retrieval.search.DocumentReads.DocumentFacts;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What came of a question.
 *
 * @param question its id
 * @param outcome answered, unanswered, rightly_empty, wrongly_found or failed
 * @param measures by name; null where nothing should be found
 * @param found the first passages, best first
 * @param unknown external ids that are expected and that no document has
 * @param reason why it could not be asked; null where it could
 */
@Serdeable
@Schema(name = "GoldenResult")
record ResultView(
    String question,
    String outcome,
    @Nullable Map<String, Double> measures,
    List<Found> found,
    List<String> unknown,
    @Nullable String reason) {
  /**
   * A passage that was found.
   *
   * @param externalId null for who can't read the document
   * @param title null for who can't read the document
   * @param met which of what is expected it is, from 0
   */
  @Serdeable
  @Schema(name = "GoldenFound")
  record Found(
      UUID documentId,
      UUID passageId,
      @Nullable String externalId,
      @Nullable String title,
      List<Integer> met) {}

  /**
   * For somebody.
   *
   * @param readable the documents that he may read
   */
  static ResultView of(GoldenResult result, Map<UUID, DocumentFacts> readable) {
    return new ResultView(
        result.question(),
        result.outcome(),
        result.measures(),
        result.found().stream().map(hit -> found(hit, readable.get(hit.documentId()))).toList(),
        result.unknown(),
        result.reason());
  }

  private static Found found(GoldenResult.Hit hit, @Nullable DocumentFacts facts) {
    return new Found(
        hit.documentId(),
        hit.passageId(),
        facts == null ? null : facts.externalId(),
        facts == null ? null : facts.title(),
        hit.met());
  }
}
