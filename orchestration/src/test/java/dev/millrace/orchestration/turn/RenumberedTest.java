package dev.millrace.orchestration.turn;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RenumberedTest {
  private static Renumbered of(String text, Integer... marks) {
    return Renumbered.of(text, List.of(marks), n -> n == 9 ? Renumbered.NONE : 10 - n);
  }

  @Test
  void marksGetTheirNumbersAndPlaces() {
    Renumbered text = of("🌊 One [1]. Two [2][3].", 1, 2, 3);

    assertThat(text.text()).isEqualTo("🌊 One [9]. Two [8][7].");
    assertThat(text.marks(100))
        .containsExactly(new Mark(9, 106, 109), new Mark(8, 115, 118), new Mark(7, 118, 121));
  }

  @Test
  void bracketsInInlineCodeAreText() {
    assertThat(of("`a[1]` is first [1]; ``b`[1]`` too [2].", 1, 2).text())
        .isEqualTo("`a[1]` is first [9]; ``b`[1]`` too [8].");
    assertThat(of("It says so [1] in `a[1]`.", 1).text()).isEqualTo("It says so [9] in `a[1]`.");
  }

  @Test
  void bracketsInABlockOfCodeAreText() {
    assertThat(of("```\na[1] = b[2];\n```\n[1]\n", 1).text())
        .isEqualTo("```\na[1] = b[2];\n```\n[9]\n");
  }

  @Test
  void linksAreText() {
    assertThat(of("See [1](https://example.org) [1].", 1).text())
        .isEqualTo("See [1](https://example.org) [9].");
  }

  @Test
  void aMarkWithoutANumberIsTakenOut() {
    Renumbered text = of("Leave [9] is paid [1]. Yes. [9]\n", 9, 1, 9);

    assertThat(text.text()).isEqualTo("Leave is paid [9]. Yes.\n");
    assertThat(text.places()).hasSize(1);
  }

  @Test
  void withoutMarksNothingChanges() {
    assertThat(of("a[1] and [2]").text()).isEqualTo("a[1] and [2]");
  }
}
