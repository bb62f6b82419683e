package dev.millrace.app.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.io.PrintStream;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class EvidenceTextTest {
  private static FoundPassage passage(@Nullable Integer page, String text) {
    return new FoundPassage(
        "d", "hr/leave.pdf", "Leave", page, List.of("Parents", "Fathers"), text, 0.75);
  }

  private static Terminal terminal(boolean coloured, int width) {
    PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), true, UTF_8);
    return new Terminal(nowhere, nowhere, coloured, coloured, width);
  }

  @Test
  void showsRankTitlePageScoreHeadingsAndDocument() {
    assertThat(new EvidenceText(terminal(false, 80), "x").lines(1, passage(3, "Eight weeks."), -1))
        .isEqualTo(
            """
             1. Leave, page 3  score 0.750
                Parents › Fathers
                hr/leave.pdf
                Eight weeks.
            """);
  }

  @Test
  void saysNoPageWhereThereIsNone() {
    assertThat(new EvidenceText(terminal(false, 80), "x").lines(2, passage(null, "a"), -1))
        .startsWith(" 2. Leave  score");
  }

  @Test
  void wrapsWordsAndKeepsTheLinesOfATable() {
    assertThat(EvidenceText.wrapped("one two three\nfour | five\n\nsix", 9))
        .containsExactly("one two", "three", "four |", "five", "", "six");
  }

  @Test
  void countsCodePointsAndNotHalvesOfAnEmoji() {
    assertThat(EvidenceText.wrapped("😀😀 😀😀", 5)).containsExactly("😀😀 😀😀");
    assertThat(new EvidenceText(terminal(false, 80), "x").lines(1, passage(1, "😀😀😀😀"), 2))
        .contains("    😀😀 …\n");
  }

  @Test
  void emphasisesTheWordsOfTheQueryOnATerminalOnly() {
    String query = "how many WEEKS at sea";
    assertThat(new EvidenceText(terminal(true, 80), query).lines(1, passage(1, "Each week at"), -1))
        .contains("Each \u001b[1mweek\u001b[0m at");
    assertThat(
            new EvidenceText(terminal(false, 80), query).lines(1, passage(1, "Each week at"), -1))
        .contains("Each week at")
        .doesNotContain("\u001b");
  }

  @Test
  void aVeryNarrowTerminalStillShowsWords() {
    assertThat(new EvidenceText(terminal(false, 3), "x").lines(1, passage(1, "one two"), -1))
        .contains("    one two\n");
  }
}
