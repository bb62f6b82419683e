package dev.millrace.orchestration.guard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.orchestration.guard.InputGuard.Checked;
import dev.millrace.orchestration.guard.InputGuard.Reason;
import org.junit.jupiter.api.Test;

class InputGuardTest {
  private final InputGuard guard = new InputGuard(20);

  @Test
  void aQuestionComesOutAsAPersonTypesIt() {
    assertThat(new InputGuard(24).check(" Wie viele\r\nTage?\u0000\u001B[2K\uD800 "))
        .isEqualTo(new Checked.Accepted("Wie viele\nTage?[2K\uFFFD"));
    assertThat(guard.check("?")).isEqualTo(new Checked.Accepted("?"));
  }

  @Test
  void nothingIsRefused() {
    for (String nothing : new String[] {"", " \n\t", "\u0000\u0007", "\u00A0\u200B"}) {
      assertThat(guard.check(nothing))
          .isEqualTo(new Checked.Refused(Reason.BLANK, "The question is empty."));
    }
  }

  @Test
  void whatIsTooLongIsRefusedWithBothLengths() {
    assertThat(guard.check("😀".repeat(20))).isInstanceOf(Checked.Accepted.class);
    assertThat(guard.check("x".repeat(10_000_000)))
        .isEqualTo(
            new Checked.Refused(
                Reason.TOO_LONG,
                "The question has 10000000 characters; at most 20 can be answered. Ask it more"
                    + " briefly."));
  }
}
