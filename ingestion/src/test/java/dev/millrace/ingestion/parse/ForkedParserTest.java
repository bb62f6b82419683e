package dev.millrace.ingestion.parse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.ingestion.parse.ParseResult.Kind;
import dev.millrace.ingestion.parse.ParseResult.NotParsed;
import dev.millrace.ingestion.parse.ParseResult.Parsed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ForkedParserTest {
  private static final ParserOptions OPTIONS =
      new ParserOptions(1_000_000, MemberLimits.USUAL, Ocr.OFF);

  @TempDir Path folder;

  @Test
  void aFileThatRuinsItsProcessCostsItsOwnOutcome() throws IOException {
    Map<String, Kind> outcomes =
        Map.of(
            "exits", Kind.DAMAGED,
            "halts", Kind.DAMAGED,
            "hangs", Kind.TIMED_OUT,
            "spins", Kind.TIMED_OUT,
            "hoards", Kind.TOO_LARGE,
            "recurses", Kind.DAMAGED,
            "dies", Kind.STOPPED,
            "garbles", Kind.DAMAGED);
    Path members = members();
    try (ForkedParser parser = misbehaving(Duration.ofSeconds(1))) {
      outcomes.forEach(
          (deed, kind) -> {
            assertThat(parser.read(named(deed), members).result())
                .as(deed)
                .isInstanceOfSatisfying(
                    NotParsed.class, it -> assertThat(it.kind()).as(it.reason()).isEqualTo(kind));
            assertThat(parser.pids()).isEmpty();
          });
      assertThat(said(parser, "next")).isEqualTo("fine");
    }
  }

  @Test
  void aFileWhoseProcessIsKilledIsReadAgain() throws IOException {
    try (ForkedParser parser = misbehaving(Duration.ofSeconds(30))) {
      assertThat(said(parser, "dies once")).isEqualTo("fine");
      try (Stream<Path> left = Files.list(members())) {
        assertThat(left).isEmpty();
      }
    }
  }

  @Test
  void whatLibrariesPrintIsNoAnswer() throws IOException {
    try (ForkedParser parser = misbehaving(Duration.ofSeconds(30))) {
      assertThat(said(parser, "shouts")).isEqualTo("fine");
      assertThat(said(parser, "next")).isEqualTo("fine");
      assertThat(parser.pids()).hasSize(1);
    }
  }

  @Test
  void aProcessIsToldNoSecretsAndReachesNoNetwork() throws IOException {
    try (ForkedParser parser = misbehaving(Duration.ofSeconds(30))) {
      List<String> known =
          List.of(said(parser, "looks around").replaceAll("[\\[\\]]", "").split(", ", -1));
      // The shell adds its own.
      assertThat(known)
          .isSubsetOf(
              "PATH",
              "LANG",
              "LC_ALL",
              "LC_CTYPE",
              "TZ",
              "TESSDATA_PREFIX",
              "PWD",
              "OLDPWD",
              "SHLVL",
              "_",
              "OMP_THREAD_LIMIT",
              "MALLOC_ARENA_MAX");
      assertThat(said(parser, "phones")).contains("nothing from the network");
    }
  }

  @Test
  void processesStartWhenThereIsWorkAndEndWhenThereIsNone() throws Exception {
    try (ForkedParser parser =
        new ForkedParser(OPTIONS, limits(Duration.ofSeconds(30), Duration.ofMillis(200)))) {
      assertThat(parser.pids()).isEmpty();
      Path file = Files.writeString(folder.resolve("a.md"), "# One\n\ntwo \uD83D\uDE00\n");
      FetchedFile fetched = new FetchedFile("a.md", null, file);
      Reading inProcess = new TikaParser(OPTIONS).read(fetched, members());
      Reading forked = parser.read(fetched, members());
      assertThat(forked.result()).usingRecursiveComparison().isEqualTo(inProcess.result());
      List<Long> pids = parser.pids();
      assertThat(pids).hasSize(1);
      ended(pids.getFirst()).get(30, TimeUnit.SECONDS);
      assertThat(parser.pids()).isEmpty();
      assertThat(parser.read(fetched, members()).result()).isInstanceOf(Parsed.class);
    }
  }

  @Test
  void anInterruptedReaderStaysInterrupted() throws IOException {
    try (ForkedParser parser = misbehaving(Duration.ofSeconds(30))) {
      assertThat(said(parser, "warm")).isEqualTo("fine");
      Thread.currentThread().interrupt();
      Reading reading = parser.read(named("hangs"), members());
      assertThat(Thread.interrupted()).isTrue();
      assertThat(reading.result())
          .isInstanceOfSatisfying(
              NotParsed.class, it -> assertThat(it.kind()).isEqualTo(Kind.STOPPED));
    }
  }

  @Test
  void closingEndsWhatIsBeingRead() throws Exception {
    ForkedParser parser = misbehaving(Duration.ofMinutes(5));
    assertThat(said(parser, "warm")).isEqualTo("fine");
    CompletableFuture<Reading> reading =
        CompletableFuture.supplyAsync(() -> parser.read(named("hangs"), folder));
    long pid = parser.pids().getFirst();
    parser.close();
    assertThat(reading.get(30, TimeUnit.SECONDS).result())
        .isInstanceOfSatisfying(
            NotParsed.class, it -> assertThat(it.kind()).isEqualTo(Kind.STOPPED));
    ended(pid).get(30, TimeUnit.SECONDS);
  }

  private static CompletableFuture<?> ended(long pid) {
    return ProcessHandle.of(pid)
        .<CompletableFuture<?>>map(ProcessHandle::onExit)
        .orElseGet(() -> CompletableFuture.completedFuture(null));
  }

  private String said(ForkedParser parser, String deed) throws IOException {
    return ((NotParsed) parser.read(named(deed), members()).result()).reason();
  }

  private FetchedFile named(String deed) {
    return new FetchedFile(deed, null, folder.resolve("none"));
  }

  private Path members() throws IOException {
    return Files.createDirectories(folder.resolve("members"));
  }

  private ForkedParser misbehaving(Duration deadline) throws IOException {
    long heap = 64L << 20;
    return new ForkedParser(
        OPTIONS,
        limits(deadline, Duration.ofMinutes(1)),
        new ChildCommand(MisbehavingChild.class.getName(), List.of(), heap));
  }

  private ForkLimits limits(Duration deadline, Duration idle) {
    return new ForkLimits(2, 256L << 20, deadline, idle, folder.resolve("home"));
  }
}
