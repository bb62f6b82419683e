package dev.millrace.ingestion.connector.git;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.ingestion.connector.Connector;
import dev.millrace.ingestion.connector.Mirror;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is kept of a repository on the server. */
class GitCopyTest {
  @TempDir Path temp;
  private GitServer server;
  private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);

  @BeforeEach
  void makeRepository() throws Exception {
    server = new GitServer(temp.resolve("repo"), Optional.empty());
  }

  @AfterEach
  void close() {
    server.close();
  }

  private Connector connect() {
    return server.connect(temp.resolve("cache"), now::get);
  }

  @Test
  void aCopyThatIsDamagedOrHalfMadeIsMadeAnew() throws Exception {
    server.put("a.txt", "one");
    Mirror mirror = new Mirror();
    try (Connector connector = connect()) {
      mirror.follow(connector);
    }
    server.put("b.txt", "two");
    for (Path pack : cached(".pack")) {
      Files.write(pack, new byte[100]);
    }
    try (Connector connector = connect()) {
      try {
        mirror.follow(connector);
      } catch (java.io.UncheckedIOException e) {
        mirror.follow(connector);
      }
      assertThat(mirror.texts(connector)).isEqualTo(Map.of("a.txt", "one", "b.txt", "two"));
    }
    // As a process leaves it that was killed while it fetched.
    Path copy = Objects.requireNonNull(cached("config").getFirst().getParent());
    Files.write(copy.resolveSibling(copy.getFileName() + ".doubtful"), new byte[0]);
    Files.write(copy.resolve("shallow.lock"), new byte[0]);
    Files.delete(copy.resolve("HEAD"));
    server.put("c.txt", "three");
    try (Connector connector = connect()) {
      assertThat(mirror.follow(connector).texts(connector)).hasSize(3);
    }
  }

  private List<Path> cached(String ending) throws IOException {
    try (Stream<Path> files = Files.walk(temp.resolve("cache"))) {
      return files.filter(file -> file.toString().endsWith(ending)).toList();
    }
  }

  @Test
  void theCopyStaysSmallHoweverOftenItIsBroughtUpToDate() throws Exception {
    server.put("kept.txt", "from the first day");
    try (Connector connector = connect()) {
      Mirror mirror = new Mirror().follow(connector);
      for (int n = 0; n < 34; n++) {
        server.put("a.txt", "text " + n);
        mirror.follow(connector);
        assertThat(mirror.changed()).isEqualTo(1);
      }
      assertThat(cached(".pack")).hasSizeLessThan(31);
      assertThat(mirror.texts(connector))
          .isEqualTo(Map.of("a.txt", "text 33", "kept.txt", "from the first day"));
    }
  }

  @Test
  void twoAtOnceShareACopy() throws Exception {
    for (int n = 0; n < 20; n++) {
      server.write(n + ".txt", "text " + n);
    }
    server.commit();
    try (Connector one = connect();
        Connector other = connect()) {
      List<Thread> threads =
          Stream.of(one, other)
              .map(connector -> Thread.startVirtualThread(() -> new Mirror().follow(connector)))
              .toList();
      for (Thread thread : threads) {
        thread.join();
      }
      assertThat(new Mirror().follow(one).texts(other)).hasSize(20);
    }
  }

  @Test
  void doesNotAskTheServerForEachFile() throws Exception {
    server.put("a.txt", "one");
    try (Connector connector = connect()) {
      Mirror mirror = new Mirror().follow(connector);
      long before = server.sent.get();
      for (int n = 0; n < 5; n++) {
        assertThat(mirror.texts(connector)).hasSize(1);
      }
      assertThat(server.sent.get()).isEqualTo(before);

      server.remove("a.txt");
      now.updateAndGet(last -> last.plusSeconds(31));
      assertThat(mirror.texts(connector)).isEqualTo(Map.of("a.txt", "(gone)"));
    }
  }
}
