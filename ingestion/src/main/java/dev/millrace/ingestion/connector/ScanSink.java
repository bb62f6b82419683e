package dev.millrace.ingestion.connector;

/**
 * Takes what a scan finds. Its methods return when there is room for more, and throw {@link
 * InterruptedException} when the scan is to end where it is: a connector lets that through.
 */
public interface ScanSink {
  /** An item that is there. One told twice counts as it was told last. */
  void item(Item item) throws InterruptedException;

  /** An item is no longer there. Unknown ones do no harm. */
  void gone(String externalId) throws InterruptedException;

  /**
   * Something is there and can't be told as an item. What lies below it, if it is a folder, is not
   * taken for gone.
   */
  void unusable(Unusable one) throws InterruptedException;

  /**
   * What was told so far is to be kept: a scan that breaks off is taken up again with this cursor.
   */
  void checkpoint(String cursor) throws InterruptedException;
}
