package dev.millrace.app.console;

import java.util.List;
import java.util.Locale;

/**
 * What is around every page.
 *
 * @param title of the page
 * @param section that the page belongs to
 * @param sections that the visitor can go to
 * @param user with whose eyes he reads
 * @param key the visible part of his key
 * @param formToken to be sent along with changes
 */
record Shell(
    String title,
    Section section,
    List<Section> sections,
    String user,
    String key,
    String formToken) {
  Shell {
    sections = List.copyOf(sections);
  }

  /** The first letter of the user's name. */
  String initial() {
    return user.substring(0, user.offsetByCodePoints(0, 1)).toUpperCase(Locale.ROOT);
  }

  /** JSON for {@code hx-headers}. */
  String headers() {
    return "{\"" + ConsoleDoor.FORM_TOKEN + "\":\"" + formToken + "\"}";
  }
}
