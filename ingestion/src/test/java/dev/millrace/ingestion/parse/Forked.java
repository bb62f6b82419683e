package dev.millrace.ingestion.parse;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** One parser with its processes for all tests that don't ruin it, as starting them takes time. */
final class Forked {
  static final ParserOptions OPTIONS =
      new ParserOptions(20_000_000, MemberLimits.USUAL, new Ocr(true, "eng"));

  static final Duration DEADLINE = Duration.ofSeconds(60);

  private Forked() {}

  /** The parser; it ends with the tests. */
  static ForkedParser parser() {
    return Holder.PARSER;
  }

  private static final class Holder {
    static final ForkedParser PARSER = open();

    private static ForkedParser open() {
      try {
        Path home = Files.createTempDirectory("millrace-parsers-");
        ForkedParser parser =
            new ForkedParser(
                OPTIONS, new ForkLimits(2, 512L << 20, DEADLINE, Duration.ofMinutes(1), home));
        Runtime.getRuntime()
            .addShutdownHook(Thread.ofPlatform().unstarted(() -> close(parser, home)));
        return parser;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static void close(ForkedParser parser, Path home) {
      parser.close();
      try {
        new MemberFolder(home).close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
