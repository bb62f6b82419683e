package dev.millrace.orchestration.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ThoughtsTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 8, 100})
  void reasoningIsTakenOutHoweverItIsCut(int size) {
    assertThat(answer("<think>a < b </thin k</think>\n\nB is </think>.", size))
        .isEqualTo("B is </think>.");
    assertThat(answer("\n <think></think>yes", size)).isEqualTo("yes");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 8, 100})
  void anAnswerWithoutReasoningIsLeftAsItIs(int size) {
    for (String text : List.of("It is <think>.", "<b>bold</b>", "  indented", "<thi", "<", " ")) {
      assertThat(answer(text, size)).isEqualTo(text);
    }
  }

  @Test
  void reasoningWithoutAnEndIsNoAnswer() {
    assertThat(answer("<think>and so on and so on", 4)).isEmpty();
  }

  private static String answer(String text, int size) {
    Thoughts thoughts = new Thoughts();
    StringBuilder answer = new StringBuilder();
    for (int i = 0; i < text.length(); i += size) {
      answer.append(thoughts.answer(text.substring(i, Math.min(text.length(), i + size))));
    }
    return answer.append(thoughts.remainder()).toString();
  }
}
