package dev.millrace.app.http;

import dev.millrace.ingestion.job.Outcome;
import dev.millrace.retrieval.corpus.Revision;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What is answered to a batch, a line of JSON each. */
sealed interface BatchResult {
  /**
   * What became of the document of a line.
   *
   * @param line its number, from 1
   * @param outcome added, changed, unchanged, removed, skipped or failed
   * @param revision SHA-256 of its text; null where nothing is indexed
   * @param position the log position from which on searches see it so; null if nothing changed
   * @param reason why it was skipped or failed
   */
  @Serdeable
  @Schema(name = "BatchLineDone")
  record Done(
      int line,
      String externalId,
      String outcome,
      @Nullable UUID documentId,
      @Nullable String revision,
      @Nullable Long position,
      @Nullable String reason)
      implements BatchResult {
    static Done of(int line, Outcome outcome) {
      Revision revision = outcome.revision();
      return new Done(
          line,
          outcome.externalId(),
          outcome.kind().wire(),
          outcome.documentId(),
          revision == null ? null : revision.hash(),
          outcome.position().isPresent() ? outcome.position().getAsLong() : null,
          outcome.reason());
    }
  }

  /**
   * A line that was not taken; the others are.
   *
   * @param externalId null if it could not be read
   * @param error as a single push would have been refused
   */
  @Serdeable
  @Schema(name = "BatchLineRefused")
  record Refused(int line, @Nullable String externalId, ErrorBody.Detail error)
      implements BatchResult {
    static Refused of(int line, @Nullable String externalId, ApiException why) {
      return new Refused(line, externalId, why.body().error());
    }
  }

  /** The last line. */
  @Serdeable
  @Schema(name = "BatchEnd")
  record End(Summary summary) implements BatchResult {}

  /**
   * What became of all.
   *
   * @param lines how many there were, empty ones left out
   * @param refused those that were not taken
   * @param counts the others, by outcome
   * @param position from that log position on searches see all of it
   */
  @Serdeable
  @Schema(name = "BatchSummary")
  record Summary(int lines, int refused, Map<String, Integer> counts, long position) {}
}
