package dev.millrace.ingestion.connector;

import java.io.IOException;
import java.io.InputStream;

/** A place that documents come from. Safe for use by many threads at once. */
public interface Connector {
  /**
   * What is there now, in the order of the external ids.
   *
   * @throws IOException if the place as a whole can't be read; the message says why and what to do
   */
  Listing list() throws IOException;

  /**
   * The bytes of an item as they are now. The caller closes the stream.
   *
   * @throws IOException if they can't be read; {@link Unreadable#reason} tells people why
   */
  InputStream open(String externalId) throws IOException;
}
