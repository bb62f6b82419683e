package dev.millrace.retrieval.corpus;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * One way to index a corpus: passages cut in one way, with vectors of one model. Several stand side
 * by side on the same documents; searches use the live one.
 *
 * @param segmentation how its passages are cut: the chunker's name and settings
 * @param filled the log position up to which every document has its passages and vectors
 * @param rate characters embedded in a second when it was last filled; 0 if that is not known
 * @param gaps documents that it can't hold
 * @param trouble why filling does not go on at the moment
 * @param switchedAt when it became live, or last ceased to be
 */
public record Generation(
    int id,
    EmbeddingSpace space,
    String segmentation,
    State state,
    long filled,
    double rate,
    int gaps,
    Optional<String> trouble,
    Instant createdAt,
    Optional<Instant> switchedAt) {
  /** Where a generation stands. */
  public enum State {
    /** It is being filled for the first time, or again after it was retired. */
    BUILDING,
    /** Filling waits until somebody resumes it. */
    PAUSED,
    /** It had everything once, and what changes is filled as it comes. */
    READY,
    /** Searches use it. */
    LIVE,
    /** It was live and is kept as it was, to go back to. */
    RETIRED,
    /** Its passages and vectors are being deleted. */
    DROPPING;

    /** The name in JSON and SQL. */
    public String wire() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** The state of that wire name. */
    public static State of(String wire) {
      return valueOf(wire.toUpperCase(Locale.ROOT));
    }

    /** Whether it is kept up with the log. */
    public boolean followed() {
      return switch (this) {
        case BUILDING, READY, LIVE -> true;
        case PAUSED, RETIRED, DROPPING -> false;
      };
    }
  }

  public Generation {
    requireNonNull(space, "space");
    requireNonNull(segmentation, "segmentation");
    requireNonNull(state, "state");
    requireNonNull(trouble, "trouble");
    requireNonNull(createdAt, "createdAt");
    requireNonNull(switchedAt, "switchedAt");
    if (filled < 0 || gaps < 0) {
      throw new IllegalArgumentException(filled + " filled with " + gaps + " gaps");
    }
  }

  /** Whether its passages and vectors are those of that space and segmentation. */
  public boolean is(EmbeddingSpace otherSpace, String otherSegmentation) {
    return space.equals(otherSpace) && segmentation.equals(otherSegmentation);
  }
}
