package dev.millrace.app.answer;

import dev.millrace.app.http.ApiException;

/** What text a message may have. */
public final class Wording {
  private Wording() {}

  /**
   * A question: text that says something.
   *
   * @param field of the request that it is in
   * @throws ApiException {@code invalid_value}, naming the field
   */
  public static String question(String text, String field) {
    if (text.isBlank()) {
      throw ApiException.invalid(field, field + " is blank: ask something");
    }
    return text(text, field);
  }

  /**
   * Text that models, databases and people can read.
   *
   * @throws ApiException {@code invalid_value}, naming the field and the place
   */
  public static String text(String text, String field) {
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      if (Character.getType(c) == Character.SURROGATE) {
        throw unreadable(field, "half a surrogate pair", c, text, i);
      }
      if (Character.isISOControl(c) && !Character.isWhitespace(c) && c != '\u0085') {
        throw unreadable(field, "a control character", c, text, i);
      }
      i += Character.charCount(c);
    }
    return text;
  }

  private static ApiException unreadable(String field, String what, int c, String text, int at) {
    return ApiException.invalid(
        field,
        "%s has %s, U+%04X, at position %d".formatted(field, what, c, text.codePointCount(0, at)));
  }
}
