package dev.millrace.app.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A folder's way into a server of its own, from the request for a run until searches find all of
 * it.
 */
final class FolderIngest {
  private static final Duration LOOK_EVERY = Duration.ofMillis(50);
  private static final Duration INDEXING = Duration.ofMinutes(5);

  private final Surroundings surroundings;
  private final Path folder;
  private volatile BenchClient.@Nullable FolderRun run;

  FolderIngest(Surroundings surroundings, Path folder) {
    this.surroundings = surroundings;
    this.folder = folder;
  }

  /**
   * What was measured.
   *
   * @param outcomes documents by outcome, without those that there are none of
   * @param passages that searches find
   * @param bytes of the files
   * @param stages milliseconds that documents spent in each stage, added up; they are worked on
   *     side by side
   * @param memory at the moment of the most; empty where the system does not tell
   */
  record Figures(
      Map<String, Integer> outcomes,
      long passages,
      long bytes,
      double seconds,
      Map<String, Long> stages,
      Optional<Footprint> memory) {
    /** Documents that are indexed. */
    int documents() {
      return outcomes.getOrDefault("added", 0);
    }
  }

  /** Starts a server, fills it, and ends it. */
  Figures measure() {
    try (CommandHome home = CommandHome.scratch();
        DemoServer demo = DemoServer.start(surroundings, home, 0);
        BenchClient client = new BenchClient(demo.server().url(), demo.key());
        MillraceClient waiting = demo.client(null);
        MemoryWatch memory = new MemoryWatch(demo.server().home())) {
      String source = client.folderSource("bench", folder);
      long start = System.nanoTime();
      BenchClient.FolderRun ended = ended(client, client.start(source));
      if (!waiting.awaitIndexed(ended.position(), INDEXING)) {
        throw new CommandFailure("the index did not follow within " + INDEXING);
      }
      double seconds = (System.nanoTime() - start) / 1e9;
      return new Figures(
          happened(ended.counts()),
          demo.server().passages(),
          bytes(),
          seconds,
          inOrder(ended.stages()),
          memory.most());
    }
  }

  private BenchClient.FolderRun ended(BenchClient client, BenchClient.FolderRun started) {
    BenchClient.FolderRun now = started;
    Instant begin = surroundings.clock().instant();
    try (LiveProgress _ =
        new LiveProgress(surroundings.terminal(), () -> progress(begin)).start()) {
      while (now.goesOn()) {
        LockSupport.parkNanos(LOOK_EVERY.toNanos());
        now = client.run(now.id());
        run = now;
      }
    }
    if (!now.state().equals("done")) {
      throw new CommandFailure("the run of " + folder + " " + now.state() + ": " + now.reason());
    }
    return now;
  }

  private Progress progress(Instant begin) {
    BenchClient.FolderRun now = run;
    Long total = now == null ? null : now.total();
    return Progress.of(
        "ingesting",
        now == null ? 0 : now.settled(),
        total == null ? 0 : total,
        begin,
        surroundings.clock().instant());
  }

  private static Map<String, Integer> happened(Map<String, Integer> counts) {
    Map<String, Integer> happened = new LinkedHashMap<>();
    for (FileOutcome.Kind kind : FileOutcome.Kind.values()) {
      int count = counts.getOrDefault(kind.wire(), 0);
      if (count > 0) {
        happened.put(kind.wire(), count);
      }
    }
    return happened;
  }

  private static Map<String, Long> inOrder(Map<String, Long> stages) {
    Map<String, Long> ordered = new LinkedHashMap<>();
    for (String stage :
        new String[] {
          "fetch", "wait", "parse", "chunk", "embed", "write", "index", "unaccounted"
        }) {
      Long ms = stages.get(stage);
      if (ms != null) {
        ordered.put(stage, ms);
      }
    }
    return ordered;
  }

  private long bytes() {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).mapToLong(FolderIngest::size).sum();
    } catch (IOException e) {
      throw new CommandFailure("cannot list " + folder + ": " + e.getMessage(), e);
    }
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
