package dev.millrace.ingestion.job;

import java.util.Locale;

/** How a source's documents get here. */
public enum SourceKind {
  /** The server reads a folder. */
  FOLDER,
  /** A client sends the files of a folder that it can see. */
  UPLOAD,
  /** Whoever has a document hands it over, one at a time. */
  PUSH;

  /** The name in JSON and SQL. */
  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The kind of that wire name.
   *
   * @throws IllegalArgumentException naming the text and the names that are understood
   */
  public static SourceKind of(String wire) {
    for (SourceKind kind : values()) {
      if (kind.wire().equals(wire)) {
        return kind;
      }
    }
    throw new IllegalArgumentException(
        "\"" + wire + "\" is not a kind of source: write folder, upload or push");
  }
}
