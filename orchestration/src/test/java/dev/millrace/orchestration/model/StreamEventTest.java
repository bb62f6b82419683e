package dev.millrace.orchestration.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Events as the servers of this world send them. */
class StreamEventTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"choices\":[{\"delta\":{\"content\":\"a\"}}]}",
        "{\"choices\":[{\"delta\":{\"reasoning_content\":\"a\"}}]}",
        "{\"choices\":[{\"delta\":{\"reasoning\":\"a\"}}]}",
        "{\"type\":\"content_block_delta\",\"delta\":{\"type\":\"text_delta\",\"text\":\"a\"}}",
        "{\"type\":\"content_block_delta\",\"delta\":{\"thinking\":\"a\"}}",
        "{\"message\":{\"role\":\"assistant\",\"thinking\":\"a\"},\"done\":false}",
        "{\"message\":{\"role\":\"assistant\",\"content\":\"a\"},\"done\":false}"
      })
  void textAndReasoningAreTokens(String data) {
    assertThat(event(data)).isEqualTo(new StreamEvent(true, Optional.empty(), Optional.empty()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "[DONE]",
        "{\"type\":\"ping\"}",
        "{\"choices\":[{\"delta\":{\"role\":\"assistant\",\"content\":\"\"}}]}",
        "{\"choices\":[{\"delta\":{\"content\":null},\"finish_reason\":null}],\"error\":null}",
        "{\"choices\":[],\"usage\":{\"prompt_tokens\":1}}"
      })
  void signsOfLifeAreNot(String data) {
    assertThat(event(data)).isEqualTo(new StreamEvent(false, Optional.empty(), Optional.empty()));
  }

  @Test
  void reasonsToFinishHaveManyNames() {
    assertThat(finish("{\"choices\":[{\"finish_reason\":\"stop\"}]}")).isEqualTo(Finish.STOP);
    assertThat(finish("{\"choices\":[{\"finish_reason\":\"eos_token\"}]}")).isEqualTo(Finish.STOP);
    assertThat(finish("{\"choices\":[{\"finish_reason\":\"length\"}]}")).isEqualTo(Finish.LENGTH);
    assertThat(finish("{\"choices\":[{\"finish_reason\":\"content_filter\"}]}"))
        .isEqualTo(Finish.FILTERED);
    assertThat(finish("{\"choices\":[{\"delta\":{\"refusal\":\"I can't\"}}]}"))
        .isEqualTo(Finish.FILTERED);
    assertThat(finish("{\"delta\":{\"stop_reason\":\"max_tokens\"}}")).isEqualTo(Finish.LENGTH);
    assertThat(finish("{\"delta\":{\"stop_reason\":\"refusal\"}}")).isEqualTo(Finish.FILTERED);
    assertThat(finish("{\"done\":true,\"done_reason\":\"length\"}")).isEqualTo(Finish.LENGTH);
    assertThat(finish("{\"done\":true}")).isEqualTo(Finish.STOP);
  }

  @Test
  void errorsHaveManyForms() {
    assertThat(error("{\"error\":{\"message\":\"bad\\nday\"}}")).isEqualTo("bad day");
    assertThat(error("{\"error\":{\"code\":7}}")).isEqualTo("{\"code\":7}");
    assertThat(error("{\"error\":\"bad\"}")).isEqualTo("bad");
    assertThat(error("{\"object\":\"error\",\"message\":\"bad\"}")).isEqualTo("bad");
    assertThat(error("{\"type\":\"error\",\"error\":{\"type\":\"x\",\"message\":\"bad\"}}"))
        .isEqualTo("bad");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "{", "[]", "1", "{} {}", "{\"a\":", "<html>", "[DONE"})
  void whatIsNoJsonObjectIsNoEvent(String data) {
    assertThat(StreamEvent.of(data)).isEmpty();
  }

  private static StreamEvent event(String data) {
    return StreamEvent.of(data).orElseThrow();
  }

  private static Finish finish(String data) {
    return event(data).finish().orElseThrow();
  }

  private static String error(String data) {
    return event(data).error().orElseThrow();
  }
}
