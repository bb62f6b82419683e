package dev.millrace.app.openai;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.millrace.app.answer.Wording;
import dev.millrace.app.http.ApiException;
import dev.millrace.app.http.Given;
import dev.millrace.orchestration.model.ChatMessage;
import dev.millrace.orchestration.model.Role;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One message of a chat. Clients send answers that they were given back as they were, so that what
 * answers carry is taken here too.
 *
 * @param role system, developer, user or assistant
 * @param content a text, or a list of parts of the types text and image_url
 * @param refusal an assistant's text in place of content
 * @param annotations taken and not used: the marks are in the text
 * @param name refused, as all that follow
 */
@Serdeable
@Schema(name = "ChatMessage")
record ChatTurn(
    String role,
    @Nullable Object content,
    @Nullable String refusal,
    @Nullable Object annotations,
    @Nullable Object name,
    @Nullable Object audio,
    @Nullable @JsonProperty("tool_calls") Object toolCalls,
    @Nullable @JsonProperty("tool_call_id") Object toolCallId,
    @Nullable @JsonProperty("function_call") Object functionCall) {
  /**
   * The messages as models take them.
   *
   * @throws ApiException naming the message and its field
   */
  static List<ChatMessage> messages(List<ChatTurn> turns) {
    if (turns.isEmpty()) {
      throw ApiException.invalid("messages", "messages is empty: ask something");
    }
    List<ChatMessage> messages = new ArrayList<>();
    for (int i = 0; i < turns.size(); i++) {
      messages.add(turns.get(i).message("messages[" + i + "]"));
    }
    int last = messages.size() - 1;
    ChatMessage question = messages.get(last);
    if (question.role() != Role.USER) {
      throw ApiException.invalid(
          "messages[" + last + "].role",
          "the last message is the user's question, not of role " + turns.get(last).role());
    }
    Wording.question(question.text(), "messages[" + last + "].content");
    return messages;
  }

  private ChatMessage message(String at) {
    Role speaker = speaker(at);
    refuse(name, at + ".name", "speakers are told apart by role alone");
    refuse(audio, at + ".audio", "messages are text and images");
    refuse(toolCalls, at + ".tool_calls", "no tools are called");
    refuse(toolCallId, at + ".tool_call_id", "no tools are called");
    refuse(functionCall, at + ".function_call", "no functions are called");
    if (content == null && speaker == Role.ASSISTANT && refusal != null) {
      return ChatMessage.assistant(Wording.text(refusal, at + ".refusal"));
    }
    return Parts.of(Given.required(content, at + ".content"), at + ".content").message(speaker);
  }

  private Role speaker(String at) {
    String field = at + ".role";
    return switch (Given.required(role, field)) {
      case "system", "developer" -> Role.SYSTEM;
      case "user" -> Role.USER;
      case "assistant" -> Role.ASSISTANT;
      case "tool", "function" ->
          throw Unserved.refusal(field, "no tools are called, so there is no message of theirs");
      default ->
          throw ApiException.invalid(
              field, field + " is system, developer, user or assistant, not \"" + role + "\"");
    };
  }

  private static void refuse(@Nullable Object value, String field, String why) {
    if (value != null && !(value instanceof List<?> list && list.isEmpty())) {
      throw Unserved.refusal(field, why + ": leave it out");
    }
  }
}
