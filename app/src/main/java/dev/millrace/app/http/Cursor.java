package dev.millrace.app.http;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Where the next page starts, as text that means something to this server only. */
final class Cursor {
  private Cursor() {}

  static String of(String lastKey) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(lastKey.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * The key it was made of.
   *
   * @throws IllegalArgumentException if it was not made here
   */
  static String key(String cursor) {
    try {
      return new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("cursor is not one that a list has given", e);
    }
  }
}
