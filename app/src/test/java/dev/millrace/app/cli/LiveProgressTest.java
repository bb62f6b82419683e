package dev.millrace.app.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class LiveProgressTest {
  private static final Progress SOME = new Progress("indexing", 1, 2, Map.of(), 0, null, null);

  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  private LiveProgress progress(boolean interactive) {
    return new LiveProgress(
        new Terminal(
            new PrintStream(out, true, UTF_8),
            new PrintStream(err, true, UTF_8),
            interactive,
            interactive,
            60),
        () -> SOME);
  }

  @Test
  void drawsOverItsLineOnATerminalAndLeavesItEmpty() {
    try (LiveProgress progress = progress(true)) {
      progress.tick();
      progress.tick();
    }
    String line = "\r\u001b[K" + ProgressLine.bar(SOME, 59);
    assertThat(err.toString(UTF_8)).isEqualTo(line + line + "\r\u001b[K");
    assertThat(out.size()).isZero();
  }

  @Test
  void writesPlainLinesElsewhere() {
    try (LiveProgress progress = progress(false)) {
      progress.tick();
    }
    assertThat(err.toString(UTF_8)).isEqualTo("indexing 1/2" + System.lineSeparator());
  }

  @Test
  void isSilentOnceClosed() {
    LiveProgress progress = progress(true);
    progress.close();
    err.reset();
    progress.tick();
    progress.close();
    assertThat(err.size()).isZero();
  }
}
