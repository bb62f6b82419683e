package dev.millrace.orchestration.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import java.util.List;
import java.util.Optional;

/**
 * What an event of a stream says beside the text. LangChain4j passes over an error in a stream,
 * over reasons to finish that it doesn't know, over some names for reasoning and over a refusal, so
 * they are looked for here, in the formats of all providers alike.
 *
 * @param token whether a piece of text or reasoning is in it
 * @param finish why the answer ends, if this event says so
 * @param error what went wrong at the provider, if this event says so
 */
record StreamEvent(boolean token, Optional<Finish> finish, Optional<String> error) {
  private static final StreamEvent END_MARK =
      new StreamEvent(false, Optional.empty(), Optional.empty());

  private static final ObjectReader JSON =
      new ObjectMapper().reader().with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private static final List<String> TEXTS =
      List.of("content", "text", "reasoning_content", "reasoning", "thinking", "refusal");

  /** OpenAI's mark of a stream's end. */
  static boolean isEndMark(String data) {
    return data.strip().equals("[DONE]");
  }

  /** Reads an event's data; empty if it is not a JSON object. */
  static Optional<StreamEvent> of(String data) {
    if (isEndMark(data)) {
      return Optional.of(END_MARK);
    }
    JsonNode event;
    try {
      event = JSON.readTree(data);
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
    if (!event.isObject()) {
      return Optional.empty();
    }
    // OpenAI: choices[0].delta; Anthropic: delta, content_block; Ollama: message.
    JsonNode choice = event.path("choices").path(0);
    boolean token =
        hasText(choice.path("delta"))
            || hasText(event.path("delta"))
            || hasText(event.path("content_block"))
            || hasText(event.path("message"));
    return Optional.of(new StreamEvent(token, finish(event, choice), ErrorText.in(event)));
  }

  private static boolean hasText(JsonNode piece) {
    return TEXTS.stream().anyMatch(name -> !piece.path(name).asText("").isEmpty());
  }

  private static Optional<Finish> finish(JsonNode event, JsonNode choice) {
    if (!choice.path("delta").path("refusal").asText("").isEmpty()) {
      return Optional.of(Finish.FILTERED);
    }
    for (JsonNode reason :
        List.of(
            choice.path("finish_reason"),
            event.path("delta").path("stop_reason"),
            event.path("done_reason"))) {
      if (!reason.asText("").isEmpty()) {
        return Optional.of(finish(reason.asText()));
      }
    }
    // Older versions of Ollama give no reason with their mark of the end.
    return event.path("done").asBoolean(false) ? Optional.of(Finish.STOP) : Optional.empty();
  }

  private static Finish finish(String reason) {
    return switch (reason) {
      case "length", "max_tokens", "model_context_window_exceeded" -> Finish.LENGTH;
      case "content_filter", "refusal" -> Finish.FILTERED;
      // "stop", "end_turn", "stop_sequence", and the many spellings of compatible servers.
      default -> Finish.STOP;
    };
  }
}
