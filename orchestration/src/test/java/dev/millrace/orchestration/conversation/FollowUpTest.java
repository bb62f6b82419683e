package dev.millrace.orchestration.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.orchestration.model.Role;
import dev.millrace.retrieval.search.SearchRequest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FollowUpTest {
  private static final List<Turn> LEAVE =
      List.of(
          new Turn(Role.USER, "How many weeks of parental leave do employees get?"),
          new Turn(Role.ASSISTANT, "Employees get sixteen weeks. [1]"));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "and for contractors?",
        "What about contractors?",
        "contractors?",
        "how long does it last?",
        "Is that paid?",
        "Why?",
        "Who approves?",
        "Tell me more.",
        "Can they take it in parts?",
        "Ok, and in Spain?",
        "Does parental leave count as service?"
      })
  void addsWhatIsSpokenAbout(String question) {
    Rewritten rewritten = FollowUp.rewrite(LEAVE, question);

    assertThat(rewritten.changed()).isTrue();
    assertThat(rewritten.query())
        .startsWith(question)
        .contains(question.contains("leave") ? "weeks" : "parental leave");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "What is the VPN address?",
        "How do I reset my password for the file server?",
        "What is force majeure?",
        "Is it possible to park a bicycle in the basement?",
        "Are there vegetarian meals in the canteen?",
        "What does RMA mean?",
        "Thanks!",
        "thank you, that helped",
        "Who are you?",
        "What can you do?",
        "Yes",
        "VPN setup guide",
        ""
      })
  void leavesAloneWhatStandsAlone(String question) {
    assertThat(FollowUp.rewrite(LEAVE, question)).isEqualTo(new Rewritten(question, false));
  }

  @Test
  void needsAHistory() {
    assertThat(FollowUp.rewrite(List.of(), "and for contractors?").changed()).isFalse();
    assertThat(FollowUp.rewrite(List.of(new Turn(Role.USER, "hello")), "why?").changed()).isFalse();
  }

  @Test
  void takesTheNewTopicOnceItHasChanged() {
    List<Turn> history = new ArrayList<>(LEAVE);
    history.add(new Turn(Role.USER, "Where is the torque wrench kept?"));
    history.add(new Turn(Role.ASSISTANT, "In cabinet C4. [1]"));
    history.add(new Turn(Role.USER, "thanks"));
    history.add(new Turn(Role.ASSISTANT, "You are welcome."));

    assertThat(FollowUp.rewrite(history, "When was it calibrated?").query())
        .contains("torque wrench")
        .doesNotContain("parental leave");
  }

  @Test
  void keepsTheTopicOverSeveralFollowUps() {
    List<Turn> history = new ArrayList<>(LEAVE);
    history.add(new Turn(Role.USER, "and for contractors?"));
    history.add(new Turn(Role.ASSISTANT, "The documents don't say."));

    assertThat(FollowUp.rewrite(history, "Is it paid?").query()).contains("contractors", "leave");
  }

  @Test
  void knowsWhoTheAnswerNamed() {
    List<Turn> history =
        List.of(
            new Turn(Role.USER, "Who runs the Lisbon office?"),
            new Turn(Role.ASSISTANT, "It is run by Marta Lindgren since 2021."));

    assertThat(FollowUp.rewrite(history, "What is her phone number?").query()).contains("Marta");
  }

  @Test
  void isNeverLongerThanAQueryMayBe() {
    String longest = "x".repeat(SearchRequest.LONGEST_QUERY - 1) + "😀 and more";

    assertThat(FollowUp.rewrite(LEAVE, longest).query()).hasSize(SearchRequest.LONGEST_QUERY - 1);
    assertThat(FollowUp.rewrite(LEAVE, "what about it? " + "word ".repeat(390)).query().length())
        .isLessThanOrEqualTo(SearchRequest.LONGEST_QUERY);
    List<Turn> oneLongWord = List.of(new Turn(Role.USER, "a".repeat(1_000_000)));
    assertThat(FollowUp.rewrite(oneLongWord, "what about it?").query().length())
        .isLessThanOrEqualTo(SearchRequest.LONGEST_QUERY);
  }

  /** A megabyte takes as long as a few lines: only beginnings of the last turns are read. */
  @Test
  void isFastWhateverTheHistoryHolds() {
    List<Turn> hostile = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      hostile.add(new Turn(Role.USER, "leave and ".repeat(2_000) + "?".repeat(1_000)));
      hostile.add(new Turn(Role.ASSISTANT, "( it ".repeat(4_000)));
    }
    String question = "thanks, ".repeat(200) + "and it?";
    FollowUp.rewrite(hostile, question);
    long begin = System.nanoTime();
    for (int i = 0; i < 20; i++) {
      FollowUp.rewrite(hostile, question);
    }
    assertThat((System.nanoTime() - begin) / 20e6).as("ms each").isLessThan(50);
  }
}
