package dev.millrace.orchestration.turn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.orchestration.plan.Policy;
import dev.millrace.orchestration.standin.Answers;
import dev.millrace.orchestration.standin.Dials;
import dev.millrace.orchestration.standin.Dials.Ending;
import dev.millrace.retrieval.corpus.Sensitivity;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What of a model's text is let out, and how it is put together. */
class ReleasedTextTest extends TurnTest {
  private static Told written(String template) {
    it.models.serve("writer", citing(template));
    return ask(writing("writer"), asking(LEAVE_QUESTION));
  }

  @Test
  void economyAsksAWriterWhatNoQuoteAnswers() {
    it.models.serve("writer", citing(FIRST));

    Told told =
        ask(
            writing("writer"),
            asking("What is the boiling point of tungsten?").policy(Policy.ECONOMY));

    assertThat(told.answer().madeBy().route()).contains("extractive-lookup@cpu (refused) > writer");
    assertThat(told.answer().refused()).isFalse();
  }

  @Test
  void marksPointAtTheirPlacesAfterEmoji() {
    Told told =
        written("👷‍♀️ Every employee 🏖️ has 25 days of paid leave a year {25 days}. " + SECOND);

    assertThat(told.answer().end()).isEqualTo(new Answer.End.Complete());
    Mark mark = told.answer().marks().getFirst();
    String text = told.answer().text();
    assertThat(mark.start()).isEqualTo(text.codePointCount(0, text.indexOf("[1]")));
    assertThat(mark.start()).isLessThan(text.indexOf("[1]"));
  }

  @Test
  void passagesAreNumberedAsTheyAreCited() {
    Told told =
        written(
            "Leave is requested from Ingrid Solheim in writing {Solheim}. "
                + FIRST
                + " Leave is requested in writing {Solheim}.");

    assertThat(told.answer().text())
        .isEqualTo(
            "Leave is requested from Ingrid Solheim in writing [1]. "
                + "Every employee has 25 days of paid leave a year [2]. "
                + "Leave is requested in writing [1].");
    assertThat(told.answer().citations()).hasSize(2);
  }

  @Test
  void aCitationGrowsWithWhatItStandsFor() {
    Told told = written(FIRST + " " + SECOND);

    List<Citation> told1 =
        told.sink().all(AnswerEvent.Released.class).stream()
            .flatMap(released -> released.citations().stream())
            .toList();
    assertThat(told1).hasSize(2).allMatch(citation -> citation.n() == 1);
    assertThat(told1.getLast().text()).startsWith(told1.getFirst().text()).contains("31 March");
    assertThat(told.answer().citations()).containsExactly(told1.getLast());
  }

  @Test
  void headingsAndListsComeWithTheirClaims() {
    Told told =
        written(
            "\n\n# Leave {25 days}\n\nHere is what the passages say:\n\n- "
                + FIRST
                + "\n- "
                + SECOND
                + "\n\n## More\n\nThat is:\n");

    assertThat(told.answer().end()).isEqualTo(new Answer.End.Complete());
    assertThat(told.answer().text())
        .isEqualTo(
            """
            # Leave

            Here is what the passages say:

            - Every employee has 25 days of paid leave a year [1].
            - Up to 5 days may be carried over until 31 March 2027 [1].
            """);
  }

  @Test
  void nothingDanglesWhereTheRestIsLeftOut() {
    Told told =
        written(
            FIRST + "\n\n# Canteen\n\nThe following applies:\n\n- Herring at noon {25 days}.\n");

    assertThat(told.partial()).startsWith("1 part was left out");
    assertThat(told.answer().text().strip())
        .isEqualTo("Every employee has 25 days of paid leave a year [1].");
  }

  @Test
  void whatIsNotAnsweredIsSaidAtTheEnd() {
    Told told = written(FIRST + " The passages do not say who pays for it.");

    assertThat(told.answer().end()).isEqualTo(new Answer.End.Complete());
    assertThat(told.answer().text()).endsWith("[1]. The passages do not say who pays for it.");
  }

  @Test
  void codeAtTheEndBelongsToTheAnswer() {
    Told told = written(FIRST + "\n\n```\nleave[1] = 25\n```\n");

    assertThat(told.answer().end()).isEqualTo(new Answer.End.Complete());
    assertThat(told.result()).isNotNull();
    assertThat(told.answer().text()).endsWith("```\nleave[1] = 25\n```\n");
  }

  @Test
  void aSentenceThatWasCutShortIsNotReleased() {
    it.models.serve(
        "writer",
        citing(FIRST + " Leave that is left after that date is"),
        Dials.PERFECT.ending(Ending.LENGTH));

    Told told = ask(writing("writer"), asking(LEAVE_QUESTION));

    assertThat(told.partial()).isEqualTo("the answer reached its greatest length");
    assertThat(told.answer().text().strip()).endsWith("a year [1].");
  }

  @Test
  void noAnswerRefusesAndNamesTheNearest() {
    it.models.serve("writer", Answers.scripted("`NO_ANSWER`\n"));

    Told told = ask(writing("writer"), asking("Who is the harbour's patron saint?"));

    assertThat(told.answer().refused()).isTrue();
    assertThat(told.answer().text()).startsWith(Refusal.NO_ANSWER + " Nearest: ");
    assertThat(told.answer().nearest()).isNotEmpty();
    assertThat(told.sink().attempts()).containsExactly("writer: refused");
  }

  @Test
  void noAnswerToTheRestIsPartial() {
    Told told = written(FIRST + "\n\nNO_ANSWER");

    assertThat(told.partial()).isEqualTo("the model found no answer to the rest");
    assertThat(told.answer().text()).doesNotContain("NO_ANSWER");
  }

  @Test
  void aModelThatOnlyTalksIsNoAnswer() {
    Told told = written("The documents do not say anything about this.");

    assertThat(told.sink().attempts())
        .containsExactly("writer: escalated", "extractive-lookup: accepted");
  }

  @Test
  void notesOfADocumentDoNotPassForMarks() {
    it.write(
        "buoys.txt",
        "Each mooring buoy of the outer harbour is painted yellow every 7 years.[12] ⚓",
        Sensitivity.INTERNAL);

    Told told =
        ask(
            Fleets.of(List.of()),
            asking("How often is each mooring buoy of the outer harbour painted?"));

    assertThat(told.answer().text()).contains("every 7 years.(12)").contains("[1]");
  }

  @Test
  void aModelsOwnWordsAreText() {
    it.models.serve("writer", Answers.scripted("wave \uD83C\uDF0A\u0000 [1] \u202Eevil"));

    Told told = ask(writing("writer"), asking("Say something.").model("writer"));

    assertThat(told.answer().text()).isEqualTo("wave 🌊 [1] \uFFFDevil");
    assertThat(told.answer().marks()).isEmpty();
    assertThat(it.conversations.find(it.viewer("ann"), told.answer().conversationId())).isPresent();
  }
}
