package dev.millrace.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.app.cli.FoundAnswer.FoundCitation;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

final class DemoCheckTest {
  private static final Handbook.Employee TOMAS =
      new Handbook.Employee("tomas", "Engineer", List.of("field"));
  private static final Handbook.Question ANSWERED =
      new Handbook.Question(
          "tomas",
          "q",
          new Handbook.Expected(
              List.of("everyone/a.pdf", "field/b.csv"), List.of("8 weeks at full pay", "38.50")),
          false,
          null);
  private static final Handbook.Question HIDDEN =
      new Handbook.Question("tomas", "q", null, true, "hr/plan.md");

  private static FoundCitation cites(String document, String text) {
    return new FoundCitation(1, document, "t", null, text);
  }

  private static FoundAnswer answer(boolean refused, FoundCitation... citations) {
    return new FoundAnswer(
        "text",
        refused,
        false,
        null,
        List.of(citations),
        List.of(),
        "m",
        "t",
        "r",
        new FoundAnswer.Cost(BigDecimal.ZERO, "USD"),
        1,
        1L,
        "c",
        "a");
  }

  @Test
  void everyDocumentCitedAndEveryFactQuotedIsAsExpected() {
    assertThat(
            DemoCheck.differences(
                ANSWERED,
                TOMAS,
                answer(
                    false,
                    cites("everyone/a.pdf", "A father has 8 weeks\n at FULL pay."),
                    cites("field/b.csv", "TG-40, 38.50"))))
        .isEmpty();
  }

  @Test
  void saysWhatIsMissing() {
    assertThat(
            DemoCheck.differences(
                ANSWERED, TOMAS, answer(false, cites("everyone/a.pdf", "8 weeks at full pay"))))
        .containsExactly("it does not cite field/b.csv", "nothing that it cites says \"38.50\"");
  }

  @Test
  void aRefusalIsNoAnswerAndAnAnswerIsNoRefusal() {
    assertThat(DemoCheck.differences(ANSWERED, TOMAS, answer(true)))
        .containsExactly("there should be an answer");
    assertThat(DemoCheck.differences(HIDDEN, TOMAS, answer(false, cites("everyone/a.pdf", "x"))))
        .containsExactly("there should be no answer");
    assertThat(DemoCheck.differences(HIDDEN, TOMAS, answer(true))).isEmpty();
  }

  @Test
  void whatTheReaderMayNotSeeMustNotBeThere() {
    assertThat(DemoCheck.differences(HIDDEN, TOMAS, answer(true, cites("hr/plan.md", "x"))))
        .containsExactly("tomas was shown hr/plan.md");
  }
}
