package dev.millrace.ingestion.connector;

import java.util.List;

/**
 * What a {@code .millrace.yml} says.
 *
 * @param all holds for everything below its folder
 * @param some holds for what fits the patterns, in the order in which it is written: the last that
 *     fits counts
 */
record RulesFile(Facts all, List<Some> some) {
  /** A folder without one. */
  static final RulesFile NONE = new RulesFile(Facts.NONE, List.of());

  /** The name of such a file. */
  static final String NAME = ".millrace.yml";

  /** What people write who mean {@link #NAME}. */
  static final String MISTAKEN = ".millrace.yaml";

  /** Facts for files that fit a pattern of paths from the folder on. */
  record Some(Globs files, Facts facts) {}

  RulesFile {
    some = List.copyOf(some);
  }

  /** What it says of the file of that path from its folder on. */
  Facts of(String path) {
    Facts facts = all;
    for (Some one : some) {
      if (one.files().matches(path)) {
        facts = one.facts().or(facts);
      }
    }
    return facts;
  }
}
