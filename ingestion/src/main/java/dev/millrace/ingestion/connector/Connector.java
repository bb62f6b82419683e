package dev.millrace.ingestion.connector;

import java.io.IOException;
import java.util.Optional;

/**
 * A place that documents come from, opened with one source's settings. One scan at a time; items
 * are fetched by several threads at once, also after the scan.
 *
 * <p>A new kind of place implements this, its {@link ConnectorType}, and passes {@code
 * ConnectorContract}.
 */
public interface Connector extends AutoCloseable {
  /**
   * Tries the settings with as little traffic as shows that they work.
   *
   * @return what is there, in a sentence for people: "a folder with 12 entries"
   * @throws IOException if it can't be used; the message says why and what to do
   */
  String test() throws IOException, InterruptedException;

  /**
   * Tells what is there, or what has changed since the last scan, and where the next scan is to
   * start. What was told before a {@linkplain ScanSink#checkpoint checkpoint} is kept if the scan
   * then breaks off.
   *
   * @throws IOException if the place as a whole can't be read; the message says why and what to do
   */
  Scan scan(ScanStart start, ScanSink sink) throws IOException, InterruptedException;

  /**
   * The content of an item as it is now. The caller closes what it is given.
   *
   * @param item as a scan told it, maybe the scan of an earlier connector with these settings
   * @throws IOException if it can't be had for the moment: it is worth another try
   */
  Fetched fetch(Item item) throws IOException, InterruptedException;

  /** Waits for changes, where the place can tell of them; empty where only a new scan can. */
  default Optional<ChangeWatch> watch() throws IOException {
    return Optional.empty();
  }

  @Override
  void close();
}
