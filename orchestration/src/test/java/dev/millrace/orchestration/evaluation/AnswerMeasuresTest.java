package dev.millrace.orchestration.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class AnswerMeasuresTest {
  @Test
  void wordingsAreFoundAsWords() {
    assertThat(AnswerMeasures.holds("It rose to nearly $12, globally.", List.of("the $12")))
        .isTrue();
    assertThat(AnswerMeasures.holds("In 1912 it rose.", List.of("12"))).isFalse();
  }

  @Test
  void countsRanksAndThreshold() {
    List<AnswerMeasures.Outcome> outcomes = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      outcomes.add(new AnswerMeasures.Outcome(true, i > 3, i == 0, 0.1 + i / 10.0, i));
    }
    outcomes.add(new AnswerMeasures.Outcome(false, false, true, 0.05, 10));
    outcomes.add(new AnswerMeasures.Outcome(false, false, false, 0.6, 11));

    AnswerMeasures measures = AnswerMeasures.of(outcomes);

    assertThat(measures.answerInFirstSentence()).isEqualTo(0.6);
    assertThat(measures.refusedUnanswerableAt10()).isEqualTo(0.5);
    assertThat(measures.refusedAnswerable()).isEqualTo(0.1);
    // Ten of ten are above the first; four and half of one above the second.
    assertThat(measures.refusalAuc()).isCloseTo((10 + 4.5) / 20, within(1e-9));
    assertThat(measures.p50()).isEqualTo(6);
  }

  @Test
  void onlyTheFirstThreePagesCountAndARefusalIsNotRight() {
    CitationMeasures measures =
        CitationMeasures.of(
            List.of(
                new CitationMeasures.Cited(List.of("a", "a", "b", "c", "d"), Set.of("b", "d")),
                new CitationMeasures.Cited(List.of(), Set.of("a"))));

    assertThat(measures.citedPagesRight()).isCloseTo(1 / 6.0, within(1e-9));
    assertThat(measures.firstPageRight()).isZero();
    assertThat(measures.refused()).isEqualTo(1);
  }
}
