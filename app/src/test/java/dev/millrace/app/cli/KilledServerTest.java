package dev.millrace.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code kill -9} of the server, of a process that parses for it, of PostgreSQL and of one of its
 * backends, at random moments, while the server visits a folder and clients push, delete and
 * upload. What is there when all has settled is what an undisturbed server makes of the same.
 *
 * <p>{@code -Dtest.kills=100} for more, {@code -Dtest.seed=…} for another course, {@code
 * -Dtest.documents=DIR} for real documents instead of made ones.
 */
class KilledServerTest {
  private static final List<Victim> VICTIMS = List.of(Victim.values());
  private static final int KILLS = Integer.getInteger("test.kills", 4);
  private static final long SEED = Long.getLong("test.seed", 20_261_121);
  private static final Optional<Path> DOCUMENTS =
      Optional.ofNullable(System.getProperty("test.documents")).map(Path::of);
  private static final int FILES = 48;
  private static final int UPLOADED_FILES = 40;
  private static final Duration PACE = Duration.ofMillis(30);
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  /** A kill comes at most so long after there was work in flight. */
  private static final int LATEST_MS = 400;

  @TempDir private Path temp;
  private final Random random = new Random(SEED);

  /** What was done, for an undisturbed server to do the same. */
  private record Course(int generations, int acts, int uploads) {}

  @Test
  void losesNothingAndDuplicatesNothing() throws Exception {
    System.out.printf("seed %d, %d kills%n", SEED, KILLS);
    Path home = temp.resolve("killed");
    int port = ServerProcess.freePort();
    Course course = disturbed(home, port);
    System.out.println(course);

    CorpusState state;
    try (ServerProcess server = ServerProcess.start(home, port)) {
      failures(Database.of(home)).forEach(System.out::println);
      state = settled(server, home);
      assertThat(server.output()).contains(" with " + state.facts().get("passages") + " passages");
    }
    CorpusState expected = undisturbed(course);
    assertThat(state.differences(expected)).isEmpty();

    damageIndex(home);
    try (ServerProcess server = ServerProcess.start(home, port)) {
      assertThat(settled(server, home).differences(expected)).isEmpty();
      assertThat(server.output()).contains("rebuilt from the database");
    }
  }

  private ChangingFolder visited() throws IOException {
    Path folder = temp.resolve("visited");
    return DOCUMENTS.isPresent()
        ? ChangingFolder.of(folder, DOCUMENTS.get())
        : ChangingFolder.made(folder, FILES);
  }

  private ChangingFolder uploaded() {
    return ChangingFolder.made(temp.resolve("uploaded"), UPLOADED_FILES);
  }

  private Course disturbed(Path home, int port) throws Exception {
    Database database = Database.of(home);
    ChangingFolder folder = visited();
    ServerProcess server = ServerProcess.start(home, port);
    try (StubbornClient asking = new StubbornClient(server.url());
        StubbornClient pushing = new StubbornClient(server.url());
        PushingClient pushes = PushingClient.start(pushing, SEED, Integer.MAX_VALUE, PACE);
        UploadingClient uploads =
            UploadingClient.start(server.url(), uploaded(), Integer.MAX_VALUE)) {
      FolderRuns runs = new FolderRuns(asking, database);
      int generation = 0;
      folder.enter(generation);
      runs.begin(folder.folder().toString());
      for (int kill = 1; kill <= KILLS; kill++) {
        Victim victim = VICTIMS.get((kill - 1) % VICTIMS.size());
        Optional<ProcessHandle> hit = Optional.empty();
        while (hit.isEmpty()) {
          FolderRuns.Standing standing = runs.standing();
          if (standing.ended()) {
            runs.awaitSettled();
            folder.enter(++generation);
            runs.begin(folder.folder().toString());
          }
          if (standing.inFlight()) {
            LockSupport.parkNanos(Duration.ofMillis(random.nextInt(LATEST_MS)).toNanos());
            hit = hit(kill, victim, server, runs, pushing);
          }
        }
        List<ProcessHandle> orphans = server.parsers();
        hit.get().destroyForcibly();
        hit.get().onExit().join();
        if (victim == Victim.SERVER) {
          System.out.print(server.faults());
          orphans.forEach(orphan -> orphan.onExit().join());
          server = ServerProcess.start(home, port);
        } else {
          awaitAnswers(victim, server, pushes, runs);
          assertThat(server.handle().isAlive()).as("the server").isTrue();
        }
      }
      int acts = pushes.finish(true);
      runs.awaitSettled();
      int uploadings = uploads.finish(true);
      runs.awaitSettled();
      System.out.print(server.faults());
      System.out.println("said no meanwhile: " + pushing.refusals() + " " + asking.refusals());
      return new Course(generation, acts, uploadings);
    } finally {
      server.close();
    }
  }

  /** Whom to kill, if there is work in flight at that very moment. */
  private Optional<ProcessHandle> hit(
      int kill, Victim victim, ServerProcess server, FolderRuns runs, StubbornClient pushing)
      throws Exception {
    Optional<ProcessHandle> found = victim.find(server, temp.resolve("killed"), random);
    FolderRuns.Standing standing = runs.standing();
    boolean unanswered = pushing.isUnanswered();
    if (found.isEmpty() || !(standing.inFlight() || unanswered)) {
      return Optional.empty();
    }
    System.out.printf(
        "kill %d of %d: %s (pid %d); %s%s%n",
        kill, KILLS, victim, found.get().pid(), standing, unanswered ? ", a push unanswered" : "");
    return found;
  }

  /** The server goes on by itself: pushes are answered again, and the run gets on. */
  private static void awaitAnswers(
      Victim victim, ServerProcess server, PushingClient pushes, FolderRuns runs) throws Exception {
    long begun = System.nanoTime();
    int before = pushes.done();
    await("pushes answered", server, () -> pushes.done() > before + 1);
    long answered = System.nanoTime();
    FolderRuns.Standing standing = runs.standing();
    await(
        "the run going on",
        server,
        () -> !runs.standing().equals(standing) || runs.standing().ended());
    System.out.printf(
        "  %s: pushes answered after %d ms, the run went on after %d ms%n",
        victim, (answered - begun) / 1_000_000, (System.nanoTime() - begun) / 1_000_000);
  }

  private interface Condition {
    boolean holds() throws Exception;
  }

  private static void await(String what, ServerProcess server, Condition condition)
      throws Exception {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.holds()) {
      assertThat(System.nanoTime())
          .as(() -> what + " in time; the server said at last:\n" + server.lastWords())
          .isLessThan(deadline);
      LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
    }
  }

  private CorpusState undisturbed(Course course) throws Exception {
    Path home = temp.resolve("undisturbed");
    ChangingFolder folder = visited();
    try (ServerProcess server = ServerProcess.start(home, ServerProcess.freePort());
        StubbornClient asking = new StubbornClient(server.url());
        PushingClient pushes = PushingClient.start(asking, SEED, course.acts(), Duration.ZERO);
        StubbornClient own = new StubbornClient(server.url());
        UploadingClient uploads =
            UploadingClient.start(server.url(), uploaded(), course.uploads())) {
      FolderRuns runs = new FolderRuns(own, Database.of(home));
      for (int generation = 0; generation <= course.generations(); generation++) {
        folder.enter(generation);
        runs.begin(folder.folder().toString());
        runs.awaitEnded();
      }
      pushes.finish(false);
      uploads.finish(false);
      return settled(server, home);
    }
  }

  /** What there is after another run, which finds nothing new. */
  private CorpusState settled(ServerProcess server, Path home) throws Exception {
    Database database = Database.of(home);
    try (StubbornClient client = new StubbornClient(server.url())) {
      FolderRuns runs = new FolderRuns(client, database);
      runs.begin(temp.resolve("visited").toString());
      runs.awaitSettled();
      return CorpusState.of(database, server.url());
    }
  }

  /** What could not be brought in for a while, which tells most when the states differ. */
  private static List<String> failures(Database database) throws SQLException {
    return database
        .rows(
            """
            SELECT o.external_id, r.trigger, o.at, left(o.reason, 300),
              (SELECT string_agg(concat_ws(' ', a.at::time, a.outcome, a.reason), '; ' ORDER BY a.at)
                FROM outcome a JOIN run USING (run_id)
                WHERE a.external_id = o.external_id AND run.source_id = r.source_id AND a.at > o.at)
            FROM outcome o JOIN run r USING (run_id) WHERE o.reason LIKE '%tried again at%' ORDER BY o.at
            """)
        .stream()
        .map(row -> "failed: " + row)
        .toList();
  }

  /** One bit of one file of the index. */
  private void damageIndex(Path home) throws IOException {
    List<Path> parts = new ArrayList<>();
    try (DirectoryStream<Path> all =
        Files.newDirectoryStream(home.resolve("index/1"), "_*.{cfs,vec,doc,dvd}")) {
      all.forEach(parts::add);
    }
    assertThat(parts).isNotEmpty();
    parts.sort(null);
    Path part = parts.get(random.nextInt(parts.size()));
    byte[] bytes = Files.readAllBytes(part);
    bytes[random.nextInt(bytes.length)] ^= 4;
    Files.write(part, bytes);
  }
}
