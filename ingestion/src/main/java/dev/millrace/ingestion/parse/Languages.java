package dev.millrace.ingestion.parse;

import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Languages as documents declare them. */
final class Languages {
  private static final Set<String> KNOWN = Set.of(Locale.getISOLanguages());

  private Languages() {}

  /** The ISO 639-1 code of a tag such as {@code en-GB}; null if it isn't one. */
  static @Nullable String iso639(@Nullable String tag) {
    if (tag == null) {
      return null;
    }
    String language = tag.strip().split("[-_]", 2)[0].toLowerCase(Locale.ROOT);
    return KNOWN.contains(language) ? language : null;
  }
}
