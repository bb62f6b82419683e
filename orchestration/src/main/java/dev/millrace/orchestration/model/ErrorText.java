package dev.millrace.orchestration.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Optional;

/** What a provider says about its error, made fit for a message of ours. */
final class ErrorText {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int LONGEST = 300;

  private ErrorText() {}

  /** The message in an error's body, or its beginning if it is plain text; may be empty. */
  static String of(String body) {
    try {
      Optional<String> message = in(JSON.readTree(body));
      if (message.isPresent()) {
        return message.get();
      }
    } catch (JsonProcessingException e) {
      // Not JSON: shown as it is, unless it is a page.
      return body.stripLeading().startsWith("<") ? "" : shortened(body);
    }
    return shortened(body);
  }

  /** What an exception says, or what it is. */
  static String of(Throwable error) {
    String message = error.getMessage();
    return message == null ? error.getClass().getSimpleName() : shortened(message);
  }

  /** Whether a whole body is an error's, and what it says. */
  static Optional<String> ofError(String body) {
    try {
      return in(JSON.readTree(body));
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  /** The message of an error object, in the forms of OpenAI, Anthropic, Ollama and vLLM. */
  static Optional<String> in(JsonNode event) {
    JsonNode error = event.path("error");
    if (error.isTextual() && !error.asText().isEmpty()) {
      return Optional.of(shortened(error.asText()));
    }
    if (error.isObject()) {
      String message = error.path("message").asText("");
      return Optional.of(shortened(message.isEmpty() ? error.toString() : message));
    }
    if (event.path("object").asText("").equals("error")) {
      return Optional.of(shortened(event.path("message").asText("")));
    }
    return Optional.empty();
  }

  private static String shortened(String text) {
    String line = text.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
    if (line.length() <= LONGEST) {
      return line;
    }
    int end = Character.isHighSurrogate(line.charAt(LONGEST - 1)) ? LONGEST - 1 : LONGEST;
    return line.substring(0, end) + "…";
  }
}
