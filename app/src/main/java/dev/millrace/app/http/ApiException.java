package dev.millrace.app.http;

import dev.millrace.retrieval.corpus.CanonicalText;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A request that ends in an error, said to the caller. The message is for him: it names the thing
 * and the way out, and holds nothing of the server's inside.
 */
public final class ApiException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** Messages quote what was sent, which may be megabytes. In UTF-16 units. */
  private static final int LONGEST = 1_000;

  private final ErrorCode code;
  private final @Nullable String param;

  /**
   * An error.
   *
   * @param param the field, parameter or header at fault; null if there is no one such
   */
  public ApiException(ErrorCode code, String message, @Nullable String param) {
    // It is an answer, not a fault: nobody reads its stack.
    super(presentable(message), null, false, false);
    this.code = code;
    this.param = param == null ? null : presentable(param);
  }

  /** Of something that must be given and was not. */
  public static ApiException missing(String param) {
    return new ApiException(ErrorCode.MISSING_VALUE, param + " is missing or null", param);
  }

  /** Of a value that was given and cannot be used. */
  public static ApiException invalid(String param, @Nullable String why) {
    String message = why == null ? param + " has a value that cannot be used" : why;
    return new ApiException(ErrorCode.INVALID_VALUE, message, param);
  }

  /** Of something that is not there, or that the caller may not see: one answer for both. */
  public static ApiException notFound(String what, Object id) {
    return new ApiException(ErrorCode.NOT_FOUND, "there is no " + what + " " + id, null);
  }

  /**
   * What the supplier makes of a parameter's value.
   *
   * @throws ApiException {@code invalid_value}, if it throws an IllegalArgumentException, with its
   *     message
   */
  public static <T> T reading(String param, Supplier<T> value) {
    try {
      return value.get();
    } catch (IllegalArgumentException e) {
      throw invalid(param, e.getMessage());
    }
  }

  /** What the error is called. */
  public ErrorCode code() {
    return code;
  }

  /** The field, parameter or header at fault. */
  public @Nullable String param() {
    return param;
  }

  /** The message, never null. */
  @Override
  public String getMessage() {
    String message = super.getMessage();
    return message == null ? "" : message;
  }

  /** The one form of it. */
  public ErrorBody body() {
    return new ErrorBody(new ErrorBody.Detail(getMessage(), code.type(), code.wire(), param));
  }

  /** Short, and without what JSON in UTF-8 cannot carry. */
  private static String presentable(String text) {
    String some = text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    return CanonicalText.of(some).value();
  }
}
