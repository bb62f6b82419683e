package dev.millrace.ingestion.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.ingestion.connector.SourceKind;
import dev.millrace.retrieval.store.PostgresRevisions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What nodes do by themselves, on db-scheduler. */
class JobsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path temp;
  private Path folder;
  private JobFixture job;

  @BeforeEach
  void open() throws IOException {
    folder = Files.createDirectories(temp.resolve("docs"));
    Files.writeString(folder.resolve("a.txt"), "one");
    job = new JobFixture(temp);
  }

  @AfterEach
  void close() {
    job.close();
  }

  @Test
  void aRunWhoseNodeDiedBetweenOpeningAndBeginningItIsCarriedOut() {
    Source source = source(Visits.USUAL);
    Run run = job.ledger.open(source.id(), Trigger.ASKED, "a-node-that-is-gone").orElseThrow();
    try (Jobs jobs = jobs("node-a")) {
      jobs.start();
      await(() -> job.ledger.find(run.id()).orElseThrow().state() == RunState.DONE);
    }
    assertThat(job.known(source)).containsOnlyKeys("a.txt");
  }

  @Test
  void aNodeStartsWhileAnotherWatchesASource() {
    Visits watched = new Visits(Optional.empty(), true, false, Visits.USUAL.mostRemoved());
    Source source = source(watched);
    try (Jobs first = jobs("node-a");
        Jobs second = jobs("node-b")) {
      first.start();
      await(() -> job.known(source).containsKey("a.txt"));
      second.start();
      second.arrange(source);
      await(() -> job.ledger.underWay(source.id()).isEmpty());
    }
    assertThat(job.ledger.page(Optional.of(source.id()), Optional.empty(), 10)).hasSize(1);
  }

  @Test
  void aNodeThatWatchesStopsAtOnceAndAnotherGoesOn() throws IOException {
    Source source = source(new Visits(Optional.empty(), true, false, Visits.USUAL.mostRemoved()));
    Jobs first = jobs("node-a");
    first.start();
    await(() -> job.known(source).containsKey("a.txt"));
    long stopping = System.nanoTime();
    first.close();
    assertThat(Duration.ofNanos(System.nanoTime() - stopping)).isLessThan(Duration.ofSeconds(10));

    Files.writeString(folder.resolve("b.txt"), "two");
    try (Jobs second = jobs("node-b")) {
      second.start();
      await(() -> job.known(source).containsKey("b.txt"));
    }
  }

  @Test
  void oldRevisionsAreRemovedWhenTheirTimeIsOver() throws Exception {
    Source source = source(Visits.USUAL);
    try (Jobs jobs = jobs("node-a")) {
      jobs.start();
      Run first = job.ledger.open(source.id(), Trigger.ASKED, "gone").orElseThrow();
      await(() -> job.ledger.find(first.id()).orElseThrow().state() == RunState.DONE);
    }
    Files.writeString(folder.resolve("a.txt"), "another text");
    try (Jobs jobs = jobs("node-a")) {
      jobs.start();
      Run second = job.ledger.open(source.id(), Trigger.ASKED, "gone").orElseThrow();
      await(() -> job.ledger.find(second.id()).orElseThrow().state() == RunState.DONE);
    }
    assertThat(sql("SELECT count(*) FROM revision")).isEqualTo(2);
    sql("UPDATE revision SET superseded_at = superseded_at - interval '31 days' RETURNING 0");
    sql("UPDATE scheduled_tasks SET execution_time = now() WHERE task_name = 'tidy' RETURNING 0");

    try (Jobs jobs = jobs("node-a")) {
      jobs.start();
      await(() -> sql("SELECT count(*) FROM revision") == 1);
    }
  }

  private int sql(String statement) {
    try (Connection connection = job.dataSource.getConnection();
        Statement made = connection.createStatement();
        ResultSet rows = made.executeQuery(statement)) {
      rows.next();
      return rows.getInt(1);
    } catch (SQLException e) {
      throw new IllegalStateException(statement, e);
    }
  }

  private Source source(Visits visits) {
    return job.source(
        new SourceWanted(
            "docs",
            SourceKind.FOLDER,
            Map.of("path", folder.toString()),
            JobFixture.EVERYONE,
            visits));
  }

  private Jobs jobs(String node) {
    Workplace place = job.place(job.embedder);
    return new Jobs(
        job.dataSource,
        place,
        new Runs(place, node),
        new Idempotency(job.tables, JobFixture.WORKSPACE, job.clock),
        new PostgresRevisions(job.dataSource, JobFixture.WORKSPACE, Duration.ofDays(30)),
        node);
  }

  private static void await(BooleanSupplier condition) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("in time").isLessThan(deadline);
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
    }
  }
}
