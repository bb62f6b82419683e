package dev.millrace.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class DemoCheckTest {
  private static final Handbook.Employee TOMAS =
      new Handbook.Employee("tomas", "Engineer", List.of("field"));
  private static final Handbook.Search FINDS =
      new Handbook.Search(
          "tomas", "q", new Handbook.Expected("everyone/a.pdf", 3, "8 weeks at full pay"), null);
  private static final Handbook.Search HIDES =
      new Handbook.Search("tomas", "q", null, new Handbook.Hidden("hr/plan.md"));

  private static FoundPassage found(String document, @Nullable Integer page, String text) {
    return new FoundPassage("d", document, "t", page, List.of(), text, 1);
  }

  @Test
  void theRightDocumentPageAndFactFirstIsAsExpected() {
    assertThat(
            DemoCheck.differences(
                FINDS,
                TOMAS,
                List.of(
                    found("everyone/a.pdf", 3, "A father has 8 weeks\n at FULL pay."),
                    found("field/b.md", null, "x"))))
        .isEmpty();
  }

  @Test
  void saysWhichDocumentCameFirstInstead() {
    assertThat(
            DemoCheck.differences(
                FINDS,
                TOMAS,
                List.of(
                    found("everyone/b.pdf", 3, "8 weeks at full pay"),
                    found("everyone/a.pdf", 3, "8 weeks at full pay"))))
        .containsExactly("first came everyone/b.pdf, not everyone/a.pdf");
  }

  @Test
  void theFactMayStandInALaterPassageOfTheDocument() {
    assertThat(
            DemoCheck.differences(
                FINDS,
                TOMAS,
                List.of(
                    found("everyone/a.pdf", 2, "Parents."),
                    found("everyone/b.pdf", 3, "8 weeks at full pay"),
                    found("everyone/a.pdf", 3, "8 weeks at full pay"))))
        .isEmpty();
  }

  @Test
  void saysThatTheFactIsMissingFromTheDocument() {
    assertThat(
            DemoCheck.differences(
                FINDS,
                TOMAS,
                List.of(
                    found("everyone/a.pdf", 3, "9 weeks at full pay"),
                    found("everyone/b.pdf", 3, "8 weeks at full pay"))))
        .containsExactly("no evidence of everyone/a.pdf says \"8 weeks at full pay\"");
  }

  @Test
  void saysThatThePageDiffers() {
    assertThat(
            DemoCheck.differences(
                FINDS, TOMAS, List.of(found("everyone/a.pdf", 4, "8 weeks at full pay"))))
        .containsExactly("the page is 4, not 3");
  }

  @Test
  void findingNothingDiffers() {
    assertThat(DemoCheck.differences(FINDS, TOMAS, List.of()))
        .containsExactly("nothing was found, not even everyone/a.pdf");
  }

  @Test
  void whatTheReaderMayNotSeeIsADifferenceWhereverItStands() {
    assertThat(
            DemoCheck.differences(
                HIDES,
                TOMAS,
                List.of(
                    found("everyone/a.pdf", 1, "x"),
                    found("hr/plan.md", null, "x"),
                    found("private/ann/y.md", null, "x"))))
        .containsExactly("tomas was shown hr/plan.md", "tomas was shown private/ann/y.md");
    assertThat(DemoCheck.differences(HIDES, TOMAS, List.of(found("everyone/a.pdf", 1, "x"))))
        .isEmpty();
  }
}
