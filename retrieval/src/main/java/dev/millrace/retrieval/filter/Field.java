package dev.millrace.retrieval.filter;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What a search can be narrowed by. */
public enum Field {
  /** Ids of sources. */
  SOURCE,
  /** Principals that a document's label allows. */
  LABEL,
  /** Keys of what sources say of documents. */
  METADATA,
  /** When a document was last written, or a date in its metadata. */
  DATE,
  /** Ids of documents. */
  DOCUMENT,
  /** ISO 639-1. */
  LANGUAGE,
  /** Media types. */
  TYPE;

  /** The name in JSON and on the command line. */
  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The field of that wire name.
   *
   * @throws IllegalArgumentException naming the text and the fields there are
   */
  public static Field of(String wire) {
    for (Field field : values()) {
      if (field.wire().equals(wire)) {
        return field;
      }
    }
    throw new IllegalArgumentException(
        "there is no filter \""
            + wire
            + "\": there are "
            + Arrays.stream(values()).map(Field::wire).collect(Collectors.joining(", ")));
  }
}
