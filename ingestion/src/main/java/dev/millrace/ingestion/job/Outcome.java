package dev.millrace.ingestion.job;

import static java.util.Objects.requireNonNull;

import dev.millrace.retrieval.corpus.Revision;
import java.time.Instant;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What became of one document in one run.
 *
 * @param reason why, where the kind doesn't say it all; null otherwise
 * @param documentId the document in the corpus; null if there is none
 * @param stages milliseconds by stage, in the order of the stages
 * @param ms milliseconds in all
 * @param revision what its text is now; null where nothing was written; not kept
 * @param position the corpus position that makes it visible; empty if nothing was changed
 */
public record Outcome(
    String externalId,
    OutcomeKind kind,
    @Nullable String reason,
    @Nullable UUID documentId,
    @Nullable Revision revision,
    Map<String, Long> stages,
    long ms,
    OptionalLong position,
    Instant at) {
  public Outcome {
    requireNonNull(externalId, "externalId");
    requireNonNull(kind, "kind");
    stages = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(stages));
    requireNonNull(at, "at");
  }

  /** An outcome for which nothing had to be done. */
  static Outcome noted(
      String externalId, OutcomeKind kind, @Nullable String reason, @Nullable UUID id, Instant at) {
    return new Outcome(externalId, kind, reason, id, null, Map.of(), 0, OptionalLong.empty(), at);
  }
}
