package dev.millrace.app.golden;

import dev.millrace.app.golden.GoldenResult.Outcome;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * A run of a set: how it was asked, of what, and what came of it.
 *
 * @param setId the set
 * @param content the set's content when it was run
 * @param settings how it was asked
 * @param index of what
 * @param ranBy key and user
 * @param at when it began
 * @param ms milliseconds that it took
 * @param counts of questions, by what came of them
 * @param measures means over the questions for which something should be found, by name
 */
@Serdeable
@Schema(name = "GoldenRun")
record GoldenRun(
    UUID id,
    UUID setId,
    String content,
    Settings settings,
    Index index,
    String ranBy,
    Instant at,
    long ms,
    Counts counts,
    Map<String, Double> measures) {
  /**
   * How it was asked.
   *
   * @param mode lexical, vector, rrf, minmax or hybrid
   * @param without techniques that hybrid did without
   * @param limit passages that each question asked for
   */
  @Serdeable
  @Schema(name = "GoldenSettings")
  record Settings(String mode, List<String> without, int limit) {}

  /**
   * Of what it was asked.
   *
   * @param generation its id
   * @param description its model and passages
   * @param firstPosition the log position that it had at the first question
   * @param lastPosition the same at the last
   */
  @Serdeable
  @Schema(name = "GoldenIndex")
  record Index(int generation, String description, long firstPosition, long lastPosition) {}

  /**
   * What came of the questions.
   *
   * @param unanswered nothing wanted is among the first ten, or it could not be asked
   * @param rightlyEmpty nothing should be found, and nothing was
   * @param wronglyFound nothing should be found, and something was
   * @param failed could not be asked
   * @param unknownDocuments expected documents that are not there, over all questions
   */
  @Serdeable
  @Schema(name = "GoldenCounts")
  record Counts(
      int questions,
      int answered,
      int unanswered,
      int rightlyEmpty,
      int wronglyFound,
      int failed,
      int unknownDocuments) {
    static Counts of(List<GoldenResult> results) {
      int failed = count(results, Outcome.FAILED);
      return new Counts(
          results.size(),
          count(results, Outcome.ANSWERED),
          count(results, Outcome.UNANSWERED) + failed,
          count(results, Outcome.RIGHTLY_EMPTY),
          count(results, Outcome.WRONGLY_FOUND),
          failed,
          results.stream().mapToInt(result -> result.unknown().size()).sum());
    }

    private static int count(List<GoldenResult> results, Outcome outcome) {
      return (int) results.stream().filter(result -> result.is(outcome)).count();
    }
  }

  /** The means over the questions that have measures; none where none has. */
  static Map<String, Double> means(List<GoldenResult> results) {
    Map<String, Double> sums = new LinkedHashMap<>();
    int measured = 0;
    for (GoldenResult result : results) {
      Map<String, Double> measures = result.measures();
      if (measures != null) {
        measured++;
        measures.forEach((name, value) -> sums.merge(name, value, Double::sum));
      }
    }
    int count = measured;
    sums.replaceAll((_, sum) -> sum / count);
    return sums;
  }
}
