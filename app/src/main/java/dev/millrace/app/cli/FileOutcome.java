package dev.millrace.app.cli;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What became of one file.
 *
 * @param externalId the file's path below the folder, with {@code /}
 * @param reason why, when it was skipped or has failed
 * @param ms milliseconds that the server worked on it
 */
record FileOutcome(String externalId, Kind outcome, @Nullable String reason, long ms) {
  /** The ways a file can end. */
  enum Kind {
    ADDED,
    CHANGED,
    UNCHANGED,
    REMOVED,
    SKIPPED,
    FAILED;

    /** The name in JSON and in text. */
    @JsonValue
    String wire() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  FileOutcome {
    requireNonNull(externalId, "externalId");
    requireNonNull(outcome, "outcome");
  }
}
