package dev.millrace.ingestion.connector;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * Where a scan starts.
 *
 * @param done the cursor with which the last scan ended; empty if there was none, or if the
 *     source's settings have changed since
 * @param brokenOff the last checkpoint of this very scan, which broke off and is taken up again;
 *     what was told before it is not to be told again
 */
public record ScanStart(Optional<String> done, Optional<String> brokenOff) {
  /** From the beginning. */
  public static final ScanStart FIRST = new ScanStart(Optional.empty(), Optional.empty());

  public ScanStart {
    requireNonNull(done, "done");
    requireNonNull(brokenOff, "brokenOff");
  }
}
