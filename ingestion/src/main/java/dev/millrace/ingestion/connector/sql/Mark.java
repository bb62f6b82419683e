package dev.millrace.ingestion.connector.sql;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * How far scans have got.
 *
 * @param rules stands for the settings; other settings, other scan
 * @param scans how many have told changes only since one told all
 * @param from the high-water mark that this scan starts at, where there is one
 * @param to the mark that the next one starts at; empty without a high-water column or rows
 * @param told what this scan tells
 * @param after the key told last; empty when all is told
 */
record Mark(
    String rules,
    int scans,
    Optional<String> from,
    Optional<String> to,
    Told told,
    Optional<String> after) {
  /** What a scan tells. */
  enum Told {
    /** All rows with their texts. */
    EVERYTHING,
    /** All rows, and the texts of those from the high-water mark on. */
    ROWS,
    /** The rows from the high-water mark on. */
    CHANGES
  }

  private static final String FORM = "sql1";

  static Optional<Mark> parse(String text) {
    String[] parts = text.split(" ", -1);
    if (parts.length != 7 || !parts[0].equals(FORM)) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new Mark(
              parts[1],
              Integer.parseInt(parts[2]),
              decode(parts[3]),
              decode(parts[4]),
              Told.valueOf(parts[5]),
              decode(parts[6])));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  Mark after(String key) {
    return new Mark(rules, scans, from, to, told, Optional.of(key));
  }

  private static Optional<String> decode(String part) {
    return part.equals("-")
        ? Optional.empty()
        : Optional.of(
            new String(Base64.getUrlDecoder().decode(part.substring(1)), StandardCharsets.UTF_8));
  }

  private static String encode(Optional<String> text) {
    return text.map(
            one ->
                "="
                    + Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(one.getBytes(StandardCharsets.UTF_8)))
        .orElse("-");
  }

  @Override
  public String toString() {
    return String.join(
        " ",
        FORM,
        rules,
        String.valueOf(scans),
        encode(from),
        encode(to),
        told.name(),
        encode(after));
  }
}
