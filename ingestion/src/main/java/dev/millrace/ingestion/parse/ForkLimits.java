package dev.millrace.ingestion.parse;

import java.nio.file.Path;
import java.time.Duration;

/**
 * What parser processes may take.
 *
 * @param atOnce the most that run at a time; from 1
 * @param heapBytes the largest heap of each; its whole memory is some 150 MB more at most
 * @param deadline how long a file may take; positive
 * @param idle after how long without work a process is ended; positive
 * @param home a folder for what they keep and for their temporary files; made if need be
 */
public record ForkLimits(int atOnce, long heapBytes, Duration deadline, Duration idle, Path home) {
  /** Less than this Tika doesn't start with. */
  private static final long LEAST_HEAP = 32L << 20;

  public ForkLimits {
    if (atOnce < 1) {
      throw new IllegalArgumentException("at least one process parses, not " + atOnce);
    }
    if (heapBytes < LEAST_HEAP) {
      throw new IllegalArgumentException("a parser needs 32 MB of heap, not " + heapBytes);
    }
    if (!deadline.isPositive() || !idle.isPositive()) {
      throw new IllegalArgumentException("times are positive: " + deadline + ", " + idle);
    }
    // The processes have other working folders.
    home = home.toAbsolutePath();
  }
}
