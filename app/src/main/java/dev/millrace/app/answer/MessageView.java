package dev.millrace.app.answer;

import dev.millrace.orchestration.conversation.Message;
import dev.millrace.orchestration.model.Role;
import io.micronaut.core.type.Argument;
import io.micronaut.json.JsonMapper;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.media.Schema;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A message of a conversation.
 *
 * @param answerId of an answer; null of a question
 * @param role user or assistant
 * @param text what was asked or answered; empty if it is withheld
 * @param withheld why the text is not shown; null if it is
 * @param answer what was kept of an answer besides its text, such as its citations
 */
@Serdeable
@Schema(name = "Message")
record MessageView(
    @Nullable UUID answerId,
    String role,
    String text,
    @Nullable String withheld,
    @Nullable Map<String, Object> answer,
    Instant at) {
  private static final String WHY =
      "This answer quotes a document that you may not read any more, or that is gone.";

  static MessageView of(Message message, JsonMapper json) {
    return new MessageView(
        message.role() == Role.ASSISTANT ? message.id() : null,
        message.role().name().toLowerCase(Locale.ROOT),
        message.text(),
        message.isWithheld() ? WHY : null,
        message.details().map(details -> read(details, json)).orElse(null),
        message.at());
  }

  private static Map<String, Object> read(String details, JsonMapper json) {
    try {
      return json.readValue(details, Argument.mapOf(String.class, Object.class));
    } catch (IOException e) {
      throw new UncheckedIOException("a stored answer is not JSON", e);
    }
  }
}
