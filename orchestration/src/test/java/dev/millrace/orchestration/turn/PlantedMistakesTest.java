package dev.millrace.orchestration.turn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.orchestration.standin.Answers;
import dev.millrace.orchestration.standin.Mistake;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** What is wrong in a model's text never leaves. */
class PlantedMistakesTest extends TurnTest {
  private static final String QUESTION =
      "Who replaced the TG-40 tide gauge at pier 4, and for how much?";

  /** Evidence says it elsewhere, so the mark is put right. */
  private static final String REPAIRED = "MOVED_CITATION";

  @ParameterizedTest
  @EnumSource(value = Mistake.class, mode = Mode.EXCLUDE, names = REPAIRED)
  void inTheFirstSentenceItGoesToTheNextAttempt(Mistake mistake) {
    it.models.serve("wrong", Answers.copyingEvidence(mistake));

    Told told = ask(writing("wrong"), asking(QUESTION));

    assertThat(told.sink().attempts().getFirst()).isEqualTo("wrong: escalated");
    assertThat(told.answer().madeBy().model()).isEqualTo("extractive-lookup");
    assertThat(told.answer().text()).contains("Ilse Haug").contains("1,200 euros");
  }

  @ParameterizedTest
  @EnumSource(value = Mistake.class, mode = Mode.EXCLUDE, names = REPAIRED)
  void afterTheFirstSentenceItIsLeftOut(Mistake mistake) {
    it.models.serve(
        "wrong",
        asked ->
            citing(FIRST).answer(asked)
                + " "
                + Answers.copyingEvidence(mistake).answer(asked)
                + " "
                + citing(SECOND).answer(asked));

    Told told = ask(writing("wrong"), asking(LEAVE_QUESTION + " " + QUESTION));

    assertThat(told.sink().attempts()).containsExactly("wrong: partial");
    assertThat(told.partial()).startsWith("1 part was left out: ");
    assertThat(told.sink().all(AnswerEvent.Dropped.class)).hasSize(1);
    assertThat(told.answer().text())
        .isEqualTo(
            "Every employee has 25 days of paid leave a year [1]. "
                + "Up to 5 days may be carried over until 31 March 2027 [1].");
  }

  @Test
  void aMovedCitationIsPutRight() {
    it.models.serve("wrong", Answers.copyingEvidence(Mistake.MOVED_CITATION));

    Told told = ask(writing("wrong"), asking(QUESTION));

    assertThat(told.sink().attempts()).containsExactly("wrong: accepted");
    assertThat(told.answer().citations().getFirst().text()).contains("Ilse Haug");
  }

  @Test
  void theReasonDoesNotTellWhatWasLeftOut() {
    it.models.serve(
        "wrong", citing(FIRST + " The canteen serves herring to Zenobia at noon. " + SECOND));

    Told told = ask(writing("wrong"), asking(LEAVE_QUESTION));

    assertThat(told.partial()).isEqualTo("1 part was left out: no_mark");
    assertThat(told.sink().all(AnswerEvent.Dropped.class))
        .containsExactly(new AnswerEvent.Dropped("no_mark"));
  }
}
