package dev.millrace.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A source that the server visits, and its runs.
 *
 * @param client asks for them
 * @param database tells how they stand, the server living or not
 */
record FolderRuns(StubbornClient client, Database database) {
  private static final Duration PATIENCE = Duration.ofMinutes(30);
  private static final String NAME = "folder";

  /** How the run stands. */
  record Standing(@Nullable String state, @Nullable String phase, long wanted, long outcomes) {
    boolean ended() {
      return state != null && !List.of("queued", "running", "paused").contains(state);
    }

    /** Whether there is something to lose: it is being carried out, and not done. */
    boolean inFlight() {
      return "running".equals(state);
    }

    @Override
    public String toString() {
      return "run %s, %s, %d wanted, %d done".formatted(state, phase, wanted, outcomes);
    }
  }

  /** Makes the source, and starts a run of it; a run of it that is under way goes on. */
  void begin(String path) throws InterruptedException {
    StubbornClient.Answer source =
        client.post(
            "/api/sources",
            Map.of("name", NAME, "kind", "folder", "settings", Map.of("path", path)),
            null);
    assertThat(source.status()).as("%s", source).isIn(200, 201);
    StubbornClient.Answer run =
        client.post("/api/runs", Map.of("sourceId", source.json().get("id").asText()), null);
    // A conflict: an earlier try was heard, and its answer was not.
    assertThat(run.status()).as("%s", run).isIn(201, 409);
  }

  /** How its newest run stands. */
  Standing standing() throws SQLException {
    var rows =
        database.rowsPatiently(
            """
            SELECT r.state, r.phase,
              (SELECT count(*) FROM item i WHERE i.source_id = s.source_id AND i.state IN ('wanted', 'gone')),
              (SELECT count(*) FROM outcome o WHERE o.run_id = r.run_id)
            FROM source s JOIN run r USING (source_id) WHERE s.name = '%s' ORDER BY r.started_at DESC LIMIT 1
            """
                .formatted(NAME));
    if (rows.isEmpty()) {
      return new Standing(null, null, 0, 0);
    }
    var row = rows.getFirst();
    return new Standing(
        row.get(0),
        row.get(1),
        Long.parseLong(String.valueOf(row.get(2))),
        Long.parseLong(String.valueOf(row.get(3))));
  }

  /** Waits until its newest run has ended. */
  void awaitEnded() throws SQLException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!standing().ended()) {
      assertThat(System.nanoTime()).as("ended, now %s", standing()).isLessThan(deadline);
      LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
    }
  }

  /** Waits until nothing is under way or to be tried again. */
  void awaitSettled() throws SQLException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (database.count(
            "SELECT (SELECT count(*) FROM run WHERE state IN ('queued', 'running', 'paused'))"
                + " + (SELECT count(*) FROM item WHERE state IN ('wanted', 'gone'))")
        > 0) {
      assertThat(System.nanoTime()).as("settled, now %s", standing()).isLessThan(deadline);
      LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
    }
    assertThat(database.rowsPatiently("SELECT state, reason FROM run WHERE state = 'failed'"))
        .isEmpty();
  }
}
