package dev.millrace.app.console;

import dev.millrace.app.http.ApiException;
import dev.millrace.app.http.ErrorCode;

/**
 * An error as a page of its own.
 *
 * @param status of HTTP
 * @param heading what happened, in a few words
 * @param message more of it, and the way out
 */
record ErrorPage(int status, String heading, String message) {
  static ErrorPage of(ApiException said) {
    return new ErrorPage(said.code().status().getCode(), heading(said.code()), message(said));
  }

  private static String heading(ErrorCode code) {
    if (code == ErrorCode.FOREIGN_FORM) {
      return "Not from another page";
    }
    return switch (code.status()) {
      case NOT_FOUND -> "Nothing here for you";
      case UNAUTHORIZED -> "Sign in first";
      case FORBIDDEN -> "Not with this key";
      case SERVICE_UNAVAILABLE -> "Not at the moment";
      case INTERNAL_SERVER_ERROR -> "Something broke on our side";
      default -> "That did not work";
    };
  }

  /** One text for what is not there and for what must not be seen. */
  private static String message(ApiException said) {
    return said.code() == ErrorCode.NOT_FOUND
        ? "There is no such page, or nothing on it that you may see."
        : said.getMessage();
  }
}
