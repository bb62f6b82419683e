package dev.millrace.ingestion.connector.mail;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where a message lies in files. It serves as an item's version, too.
 *
 * @param hash of its bytes in a box; of a single message, when it was changed
 * @param start in the file, in bytes; {@link #ALONE} if the file is the message
 * @param name the file's path below the root; empty if it is the root
 */
record BoxPlace(String hash, long start, long length, String name) {
  /** The file holds nothing else. */
  static final long ALONE = -1;

  String text() {
    return hash + ":" + start + ":" + length + ":" + name;
  }

  /** Reads what {@link #text} wrote. */
  static Optional<BoxPlace> parse(@Nullable String text) {
    String[] parts = text == null ? new String[0] : text.split(":", 4);
    try {
      return parts.length < 4
          ? Optional.empty()
          : Optional.of(
              new BoxPlace(parts[0], Long.parseLong(parts[1]), Long.parseLong(parts[2]), parts[3]));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }
}
