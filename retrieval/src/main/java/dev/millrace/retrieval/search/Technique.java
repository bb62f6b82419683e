package dev.millrace.retrieval.search;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What the mode hybrid does besides taking the mean of both legs. Each can be left out, to see what
 * it adds and costs.
 */
public enum Technique {
  /** A passage gets the score of a leg that missed it too. */
  BOTH_SCORES,
  /** {@link RelevanceFeedback}; needs both scores. */
  LENT_WORDS,
  /**
   * Words as they are written and in titles and headings, beside their stems anywhere; and BM25
   * with parameters to go with that.
   */
  WEIGHED_FIELDS,
  /** Words spelt nearly alike, and parts of identifiers. */
  FORGIVEN_WORDS,
  /** {@link Reranked}, where there is a reranker. */
  RERANKED,
  /** {@link ExactFirst}. */
  EXACT_FIRST,
  /** {@link RecentFirst}. */
  RECENT_FIRST;

  /** The name on the command line. */
  public String wire() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The technique of that wire name, if there is one. */
  public static Optional<Technique> find(String wire) {
    return Arrays.stream(values()).filter(one -> one.wire().equals(wire)).findFirst();
  }

  /**
   * The technique of that wire name.
   *
   * @throws IllegalArgumentException naming the text and the names that are understood
   */
  public static Technique of(String wire) {
    return find(wire)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "\""
                        + wire
                        + "\" is not a technique: write one of "
                        + Arrays.stream(values())
                            .map(Technique::wire)
                            .collect(Collectors.joining(", "))));
  }
}
