package dev.millrace.app.http;

import dev.millrace.ingestion.job.Outcome;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What became of a file.
 *
 * @param outcome added, changed, unchanged, removed, skipped or failed
 * @param stages milliseconds by stage: fetch, wait, parse, chunk, embed, write, index, and
 *     unaccounted for what is in none of them
 * @param ms milliseconds in all
 */
@Serdeable
@Schema(name = "Outcome")
record OutcomeView(
    String externalId,
    String outcome,
    @Nullable String reason,
    @Nullable UUID documentId,
    Map<String, Long> stages,
    long ms,
    Instant at) {
  static OutcomeView of(Outcome outcome) {
    return new OutcomeView(
        outcome.externalId(),
        outcome.kind().wire(),
        outcome.reason(),
        outcome.documentId(),
        outcome.stages(),
        outcome.ms(),
        outcome.at());
  }
}
