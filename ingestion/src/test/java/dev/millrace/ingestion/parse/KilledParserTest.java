package dev.millrace.ingestion.parse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.ingestion.parse.ParseResult.NotParsed;
import dev.millrace.ingestion.parse.ParseResult.Parsed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Parser processes killed at random moments. How often is {@code millrace.kills}; the seed is in
 * the failure's message and can be given as {@code millrace.seed}.
 */
class KilledParserTest {
  private static final int PAGES = 60;

  @TempDir Path folder;

  @Test
  void killsCostNoFileItsText() throws Exception {
    int kills = Integer.getInteger("millrace.kills", 5);
    long seed = Long.getLong("millrace.seed", System.nanoTime());
    Random random = new Random(seed);
    FetchedFile file = pdf();
    Path members = Files.createDirectory(folder.resolve("members"));
    try (ForkedParser parser =
        new ForkedParser(
            new ParserOptions(1_000_000, MemberLimits.NONE, Ocr.OFF),
            new ForkLimits(
                1,
                128L << 20,
                Duration.ofSeconds(60),
                Duration.ofSeconds(60),
                folder.resolve("home")))) {
      ParseResult undisturbed = parser.read(file, members).result();
      // How long a reading takes differs by a factor of ten between machines, and between a young
      // process and a warm one: the kills are spread over what this one takes at its quickest.
      long quickest = quickestOf(10, () -> parser.read(file, members));
      int struck = 0;
      for (int i = 0; struck < kills && i < kills * 100; i++) {
        CompletableFuture<Reading> reading =
            CompletableFuture.supplyAsync(() -> parser.read(file, members));
        struck += strike(parser, reading, random.nextLong(quickest)) ? 1 : 0;
        ParseResult result = reading.get(60, TimeUnit.SECONDS).result();
        assertThat(text(result)).as("seed %d, round %d", seed, i).isEqualTo(text(undisturbed));
      }
      assertThat(struck).as("seed %d: kills while a file was read", seed).isPositive();
    }
  }

  /** Nanoseconds. */
  private static long quickestOf(int times, Runnable work) {
    long quickest = Long.MAX_VALUE;
    for (int i = 0; i < times; i++) {
      long start = System.nanoTime();
      work.run();
      quickest = Math.min(quickest, System.nanoTime() - start);
    }
    return quickest;
  }

  /** Kills the process after so many nanoseconds, unless the file was read before. */
  private static boolean strike(
      ForkedParser parser, CompletableFuture<Reading> reading, long nanoseconds)
      throws InterruptedException, ExecutionException {
    try {
      var _ = reading.get(nanoseconds, TimeUnit.NANOSECONDS);
      return false;
    } catch (TimeoutException e) {
      List<Long> pids = new ArrayList<>(parser.pids());
      pids.forEach(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
      return !pids.isEmpty();
    }
  }

  private static String text(ParseResult result) {
    return switch (result) {
      case Parsed parsed -> parsed.text().value();
      case NotParsed nothing -> nothing.toString();
    };
  }

  private FetchedFile pdf() throws IOException {
    Path path = folder.resolve("report.pdf");
    try (PDDocument pdf = new PDDocument()) {
      for (int page = 0; page < PAGES; page++) {
        PdfMaker.page(pdf, "Chapter " + page, "The text of chapter " + page + " is short.");
      }
      pdf.save(path.toFile());
    }
    return new FetchedFile("report.pdf", null, path);
  }
}
