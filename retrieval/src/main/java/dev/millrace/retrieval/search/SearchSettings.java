package dev.millrace.retrieval.search;

import static java.util.Objects.requireNonNull;

import java.util.Set;

/**
 * How a search ranks.
 *
 * @param without techniques that the mode hybrid does without; the plain modes have none of them
 */
public record SearchSettings(SearchMode mode, Set<Technique> without) {
  /** What ships: hybrid with everything. */
  public static final SearchSettings SHIPPED = of(SearchMode.HYBRID);

  public SearchSettings {
    requireNonNull(mode, "mode");
    without = Set.copyOf(without);
  }

  /** A mode with all that belongs to it. */
  public static SearchSettings of(SearchMode mode) {
    return new SearchSettings(mode, Set.of());
  }

  /** Whether a search does that. */
  boolean uses(Technique technique) {
    return mode == SearchMode.HYBRID && !without.contains(technique);
  }
}
