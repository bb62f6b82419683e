package dev.millrace.ingestion.connector.git;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;

/** How much one exchange with a repository's server may bring, and how long it may take. */
final class Allowance {
  private final long mostBytes;
  private final Duration longest;
  private final long start = System.nanoTime();
  private long took;

  Allowance(long mostBytes, Duration longest) {
    this.mostBytes = mostBytes;
    this.longest = longest;
  }

  /**
   * @throws IOException if that is too much, too late, or no longer wanted
   */
  void take(int bytes) throws IOException {
    took += Math.max(bytes, 0);
    if (Thread.currentThread().isInterrupted()) {
      throw new InterruptedIOException("broken off");
    }
    if (took > mostBytes) {
      throw new IOException(
          "it sends more than "
              + (mostBytes >> 20)
              + " MB: raise settings."
              + GitType.MAX_MEGABYTES
              + " if that is right");
    }
    if (System.nanoTime() - start > longest.toNanos()) {
      throw new IOException("it has not sent all after " + longest.toMinutes() + " minutes");
    }
  }
}
