package dev.millrace.ingestion.connector;

import static java.util.Objects.requireNonNull;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;

/** What came of fetching an item. */
public sealed interface Fetched extends AutoCloseable {
  /**
   * Its bytes.
   *
   * @param facts what is known only now; it goes before what the scan said
   */
  record Content(InputStream bytes, Facts facts) implements Fetched {
    public Content {
      requireNonNull(bytes, "bytes");
      requireNonNull(facts, "facts");
    }

    @Override
    public void close() throws IOException {
      bytes.close();
    }
  }

  /** It is no longer there. */
  record Gone() implements Fetched {}

  /**
   * It is there and can't be had, and another try won't change that.
   *
   * @param reason for people: why, and what to do
   */
  record Refused(String reason) implements Fetched {
    public Refused {
      requireNonNull(reason, "reason");
    }
  }

  /** Bytes that are at hand. */
  static Content of(byte[] bytes) {
    return new Content(new ByteArrayInputStream(bytes), Facts.NONE);
  }

  @Override
  default void close() throws IOException {}
}
