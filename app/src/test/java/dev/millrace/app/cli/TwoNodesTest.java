package dev.millrace.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.retrieval.TestPostgres;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two servers with homes of their own on one database, as a company runs them. */
class TwoNodesTest {
  private static final int SOURCES = 6;
  private static final int FILES = 24;
  private static final int PUSHES = 80;
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  /** After so long a node that is not heard of is taken for dead; the rest is machines. */
  private static final Duration LEASE = Duration.ofSeconds(12);

  @TempDir private Path temp;
  private final String url = TestPostgres.freshUrl();
  private final Database database = Database.at(url);

  @Test
  void theyShareTheWorkAndOneGoesOnForTheOther() throws Exception {
    int port = ServerProcess.freePort();
    ServerProcess first = node("a", port);
    try (ServerProcess second = node("b", ServerProcess.freePort());
        StubbornClient one = new StubbornClient(first.url());
        StubbornClient two = new StubbornClient(second.url())) {
      eachDocumentIsWrittenOnce(one, two);
      whatOneLeavesTheOtherTakesUp(first, one, two);
      first = node("a", port);
      pushesToBothConverge(first, second, one, two);
      noDocumentKeepsOldReaders(one, two);
    } finally {
      first.close();
    }
  }

  private ServerProcess node(String name, int port) throws Exception {
    return ServerProcess.start(
        temp.resolve(name),
        port,
        Map.of(
            "MILLRACE_DB_URL",
            url,
            "MILLRACE_INGESTION_SECRET_KEY",
            "bm90IGEgc2VjcmV0LCBidXQgdGhpcnR5LXR3byBieXQ="));
  }

  private ChangingFolder folder(int source) {
    return ChangingFolder.made(temp.resolve("folder-" + source), FILES);
  }

  private void begin(int source, int generation, StubbornClient client) throws Exception {
    folder(source).enter(generation);
    StubbornClient.Answer made =
        client.post(
            "/api/sources",
            Map.of(
                "name",
                "folder-" + source,
                "kind",
                "folder",
                "settings",
                Map.of("path", folder(source).folder().toString())),
            null);
    String id = made.json().path("id").asText();
    assertThat(client.post("/api/runs", Map.of("sourceId", id), null).status()).isEqualTo(201);
  }

  private void awaitRuns() throws Exception {
    await(
        () ->
            database.count(
                    "SELECT count(*) FROM run WHERE state IN ('queued', 'running', 'paused')")
                == 0);
    assertThat(database.rows("SELECT reason FROM run WHERE state <> 'done'")).isEmpty();
    assertThat(
            database.rows("SELECT external_id, state FROM item WHERE state IN ('wanted', 'gone')"))
        .isEmpty();
  }

  private void eachDocumentIsWrittenOnce(StubbornClient one, StubbornClient two) throws Exception {
    for (int source = 0; source < SOURCES; source++) {
      begin(source, 0, source % 2 == 0 ? one : two);
    }
    awaitRuns();
    assertThat(database.rows("SELECT DISTINCT node FROM run")).hasSize(2);
    assertThat(database.rows("SELECT run_id FROM run WHERE cardinality(notes) > 0")).isEmpty();
    assertThat(database.count("SELECT count(*) FROM run")).isEqualTo(SOURCES);
    assertThat(
            database.count("SELECT count(*) FROM corpus_log")
                - database.count("SELECT count(*) FROM document"))
        .as("each document has one entry in the log")
        .isZero();
    assertThat(
            database.count("SELECT count(*) FROM outcome WHERE outcome = 'added'")
                - database.count("SELECT count(*) FROM document"))
        .as("each document was added once")
        .isZero();
  }

  private void whatOneLeavesTheOtherTakesUp(
      ServerProcess first, StubbornClient one, StubbornClient two) throws Exception {
    for (int source = 0; source < SOURCES; source++) {
      begin(source, 1, one);
    }
    String running =
        "SELECT run_id FROM run r WHERE state = 'running' AND phase = 'working' AND EXISTS"
            + " (SELECT FROM item i WHERE i.source_id = r.source_id AND i.state = 'wanted')";
    await(() -> !database.rows(running).isEmpty());
    first.kill();
    long killed = System.nanoTime();
    List<String> left = new ArrayList<>();
    database.rows(running).forEach(row -> left.add(String.valueOf(row.getFirst())));
    assertThat(left).as("work in flight").isNotEmpty();
    await(
        () ->
            database.count("SELECT count(*) FROM run WHERE notes::text LIKE '%taken over by%'")
                > 0);
    Duration until = Duration.ofNanos(System.nanoTime() - killed);
    System.out.printf(
        "%d runs in flight, taken over after %d ms (lease %d s)%n",
        left.size(), until.toMillis(), LEASE.toSeconds());
    awaitRuns();
    for (String run : left) {
      assertThat(
              database
                  .rows("SELECT notes::text FROM run WHERE run_id = '" + run + "'")
                  .getFirst()
                  .getFirst())
          .contains("taken over by")
          .contains("from");
    }
    // Nothing is lost and nothing is there twice: another look finds nothing to do.
    long position = database.count("SELECT position FROM workspace");
    for (int source = 0; source < SOURCES; source++) {
      begin(source, 1, two);
    }
    awaitRuns();
    assertThat(database.count("SELECT position FROM workspace")).isEqualTo(position);
  }

  private void pushesToBothConverge(
      ServerProcess first, ServerProcess second, StubbornClient one, StubbornClient two)
      throws Exception {
    try (PushingClient pushing = PushingClient.start(one, 1, PUSHES, Duration.ZERO);
        PushingClient also = PushingClient.start(two, 2, PUSHES, Duration.ZERO)) {
      assertThat(pushing.finish(false) + also.finish(false)).isEqualTo(2 * PUSHES);
    }
    CorpusState seenByFirst = CorpusState.of(database, first.url());
    CorpusState seenBySecond = CorpusState.of(database, second.url());
    assertThat(seenByFirst.differences(seenBySecond)).isEmpty();
  }

  private void noDocumentKeepsOldReaders(StubbornClient one, StubbornClient two) throws Exception {
    String source = readers(one, "group:before").json().get("id").asText();
    CompletableFuture<Integer> written = new CompletableFuture<>();
    Thread.ofPlatform().daemon().start(() -> written.complete(push(source, two)));
    int changes = 0;
    while (!written.isDone()) {
      assertThat(readers(one, "group:team-" + changes++ % 3).status()).isEqualTo(200);
    }
    assertThat(written.get()).isEqualTo(PUSHES);
    assertThat(changes).as("changes meanwhile").isPositive();
    assertThat(
            database.rows(
                "SELECT DISTINCT 'group:' || p.external_id FROM document d JOIN principal p"
                    + " ON p.principal_id = ANY (d.allow) WHERE d.source_id = '"
                    + source
                    + "'"))
        .isEqualTo(
            database.rows("SELECT unnest(readers) FROM source WHERE source_id = '" + source + "'"));
  }

  private static StubbornClient.Answer readers(StubbornClient client, String readers)
      throws InterruptedException {
    return client.post(
        "/api/sources",
        Map.of("name", "rights", "kind", "push", "readers", List.of(readers)),
        null);
  }

  private static int push(String source, StubbornClient client) {
    int taken = 0;
    try {
      for (int n = 0; n < PUSHES; n++) {
        Map<String, Object> document =
            Map.of("externalId", "doc-" + n % 20, "text", "Text " + n, "sourceId", source);
        taken += client.post("/api/documents", document, null).status() < 300 ? 1 : 0;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return taken;
  }

  private interface Condition {
    boolean holds() throws Exception;
  }

  private static void await(Condition condition) throws Exception {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.holds()) {
      assertThat(System.nanoTime()).as("in time").isLessThan(deadline);
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
    }
  }
}
