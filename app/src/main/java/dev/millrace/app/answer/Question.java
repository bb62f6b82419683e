package dev.millrace.app.answer;

import static java.util.Objects.requireNonNull;

import dev.millrace.app.http.ApiException;
import dev.millrace.app.http.ErrorCode;
import dev.millrace.orchestration.turn.AnswerRequest;
import dev.millrace.orchestration.turn.Failure;
import java.util.function.UnaryOperator;

/**
 * A request as the turn takes it.
 *
 * @param names what the client's request calls a field that the turn names
 */
public record Question(AnswerRequest asked, UnaryOperator<String> names) {
  public Question {
    requireNonNull(asked, "asked");
    requireNonNull(names, "names");
  }

  /** A failure as the client is told of it. */
  ApiException explain(Failure failure) {
    String field = failure.field().isEmpty() ? null : names.apply(failure.field());
    return new ApiException(code(failure.kind()), failure.message(), field);
  }

  private static ErrorCode code(Failure.Kind kind) {
    return switch (kind) {
      case INVALID_QUESTION -> ErrorCode.INVALID_VALUE;
      case UNKNOWN_MODEL -> ErrorCode.MODEL_NOT_FOUND;
      case NO_VISION -> ErrorCode.NO_VISION;
      case NO_CONVERSATION -> ErrorCode.NOT_FOUND;
      case NO_MODEL -> ErrorCode.NO_MODEL;
      case TOO_LONG -> ErrorCode.CONTEXT_LENGTH_EXCEEDED;
      case TOO_EXPENSIVE -> ErrorCode.TOO_EXPENSIVE;
      case NO_CLEARANCE -> ErrorCode.NO_CLEARANCE;
      case BEHIND -> ErrorCode.BEHIND;
      case BUSY -> ErrorCode.BUSY;
      case DEADLINE -> ErrorCode.DEADLINE_EXCEEDED;
      case UPSTREAM -> ErrorCode.UPSTREAM_FAILED;
    };
  }
}
