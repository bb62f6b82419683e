package dev.millrace.app.openai;

import dev.millrace.app.http.ApiException;
import dev.millrace.orchestration.model.Sampling;
import org.jspecify.annotations.Nullable;

/** Reads what an answer has to be. */
final class ResponseFormats {
  private ResponseFormats() {}

  /**
   * The format.
   *
   * @param grounded whether the answer comes from documents: then it is text with marks
   */
  static Sampling.Format of(ChatRequest.@Nullable ResponseFormat wanted, boolean grounded) {
    if (wanted == null) {
      return Sampling.Format.TEXT;
    }
    return switch (wanted.type()) {
      case "text" -> Sampling.Format.TEXT;
      case "json_object" -> {
        if (grounded) {
          throw Unserved.refusal(
              "response_format",
              "an answer from documents is text with marks; for json_object set millrace.ground"
                  + " to never");
        }
        yield Sampling.Format.JSON;
      }
      case "json_schema" ->
          throw Unserved.refusal(
              "response_format", "no schema is enforced; write text or json_object");
      default ->
          throw ApiException.invalid(
              "response_format.type",
              "response_format.type is text or json_object, not \"" + wanted.type() + "\"");
    };
  }
}
