package dev.millrace.ingestion.connector.mail;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where a message lies on a server. It serves as an item's version, too: messages don't change. */
record ImapPlace(long validity, long uid, String box) {
  String text() {
    return validity + ":" + uid + ":" + box;
  }

  /** Reads what {@link #text} wrote. */
  static Optional<ImapPlace> parse(@Nullable String text) {
    String[] parts = text == null ? new String[0] : text.split(":", 3);
    try {
      return parts.length < 3
          ? Optional.empty()
          : Optional.of(
              new ImapPlace(Long.parseLong(parts[0]), Long.parseLong(parts[1]), parts[2]));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }
}
