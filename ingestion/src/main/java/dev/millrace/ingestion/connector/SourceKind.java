package dev.millrace.ingestion.connector;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** How a source's documents get here. */
public enum SourceKind {
  /** The server reads a folder. */
  FOLDER,
  /** A client sends the files of a folder that it can see. */
  UPLOAD,
  /** Whoever has a document hands it over, one at a time or in batches. */
  PUSH,
  /** Pages of web sites. */
  WEB,
  /** Files of a git repository. */
  GIT,
  /** Objects of a bucket that speaks S3's protocol. */
  S3,
  /** Rows that a query gives. */
  SQL,
  /** Messages of a mailbox. */
  MAIL,
  /** Messages of a Kafka topic. */
  KAFKA;

  /** Whether the server goes there by itself; the others wait for a client. */
  public boolean visited() {
    return switch (this) {
      case UPLOAD, PUSH -> false;
      case FOLDER, WEB, GIT, S3, SQL, MAIL, KAFKA -> true;
    };
  }

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
        "\""
            + wire
            + "\" is not a kind of source: write "
            + Arrays.stream(values()).map(SourceKind::wire).collect(Collectors.joining(", ")));
  }
}
