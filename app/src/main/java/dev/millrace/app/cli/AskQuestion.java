package dev.millrace.app.cli;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A question as the API takes it; what is null is left to the server. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record AskQuestion(
    String question,
    @Nullable String conversationId,
    @Nullable String model,
    @Nullable String ground,
    @Nullable Integer evidence,
    @Nullable String policy,
    @Nullable Long minPosition,
    @Nullable Map<String, Object> filters,
    boolean stream) {
  /** A question with nothing said about how it is to be answered. */
  static AskQuestion plain(String question, long minPosition) {
    return new AskQuestion(question, null, null, null, null, null, minPosition, null, true);
  }
}
