package dev.millrace.ingestion.job;

import dev.millrace.retrieval.corpus.WorkspaceId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;

/** What came of pushes that brought a key of their own, remembered for a day. */
public final class Idempotency {
  /** The longest key, in characters. */
  public static final int LONGEST_KEY = 200;

  private static final Duration KEPT = Duration.ofHours(24);

  private final IdempotentPushRows rows;
  private final WorkspaceId workspace;
  private final InstantSource clock;

  public Idempotency(JobTables tables, WorkspaceId workspace, InstantSource clock) {
    this.rows = tables.pushes();
    this.workspace = workspace;
    this.clock = clock;
  }

  /** A key came with another document before. */
  public static final class MismatchException extends Exception {
    private static final long serialVersionUID = 1;

    MismatchException(String key) {
      super(
          "the idempotency key \"" + key + "\" came with another document before: take a new one");
    }
  }

  Optional<Outcome> find(UUID sourceId, String key, byte[] request) throws MismatchException {
    if (key.isBlank() || key.length() > LONGEST_KEY) {
      throw new IllegalArgumentException(
          "an idempotency key has 1 to " + LONGEST_KEY + " characters");
    }
    Optional<IdempotentPushRow> row = rows.find(sourceId, key, oldest());
    if (row.isPresent() && !Arrays.equals(row.get().requestHash(), request)) {
      throw new MismatchException(key);
    }
    return row.map(IdempotentPushRow::outcome);
  }

  void keep(UUID sourceId, String key, byte[] request, Outcome outcome) {
    rows.keep(
        new IdempotentPushRow(
            sourceId,
            key,
            workspace.value(),
            request,
            IdempotentPushRow.json(outcome),
            clock.instant()));
  }

  /** Forgets what is too old; how many there were. */
  int forget() {
    return rows.forget(oldest());
  }

  private Instant oldest() {
    return clock.instant().minus(KEPT);
  }
}
