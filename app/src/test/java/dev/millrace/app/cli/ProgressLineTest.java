package dev.millrace.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ProgressLineTest {
  private static final Progress HALF =
      new Progress(
          "indexing",
          3_000,
          6_000,
          Map.of(FileOutcome.Kind.FAILED, 2, FileOutcome.Kind.ADDED, 2_998),
          12.34,
          Duration.ofSeconds(243),
          "reports/2026/annual-report.pdf");

  @Test
  void drawsBarCountsRateTimeLeftAndCurrentFile() {
    assertThat(ProgressLine.bar(HALF, 140))
        .isEqualTo(
            "indexing ██████████████░░░░░░░░░░░░░░ 3,000/6,000 · 12.3/s · 4:03 left"
                + " · 2,998 added, 2 failed · reports/2026/annual-report.pdf");
  }

  @Test
  void keepsTheEndOfALongPath() {
    assertThat(ProgressLine.bar(HALF, 120))
        .contains(" · …")
        .endsWith("annual-report.pdf")
        .hasSize(120);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 20, 40, 60, 79, 80, 100, 119, 200, 1000})
  void neverIsWiderThanTheTerminal(int width) {
    assertThat(ProgressLine.bar(HALF, width)).hasSizeLessThanOrEqualTo(width);
  }

  @Test
  void saysNothingOfWhatIsNotKnown() {
    Progress begin = new Progress("listing", 0, 0, Map.of(), 0, null, null);

    assertThat(ProgressLine.bar(begin, 80)).isEqualTo("listing ░░░░░░░░░░░░░░░░░░░░ ");
    assertThat(ProgressLine.plain(begin)).isEqualTo("listing ");
  }

  @Test
  void isALineOfWordsForALog() {
    assertThat(ProgressLine.plain(HALF))
        .isEqualTo("indexing 3,000/6,000, 12.3/s, 4:03 left (2,998 added, 2 failed)");
  }

  @ParameterizedTest
  @CsvSource({"0, 0:00", "400, 0:00", "65000, 1:05", "3599400, 59:59", "7384000, 2:03:04"})
  void writesTime(long ms, String expected) {
    assertThat(ProgressLine.time(Duration.ofMillis(ms))).isEqualTo(expected);
  }

  @Test
  void aStepOfAnEvaluationHasARateOfItsOwn() {
    Instant begin = Instant.parse("2026-11-21T08:00:00Z");

    assertThat(
            ProgressLine.plain(Progress.of("embedding", 500, 2_000, begin, begin.plusSeconds(5))))
        .isEqualTo("embedding 500/2,000, 100/s, 0:15 left");
  }
}
