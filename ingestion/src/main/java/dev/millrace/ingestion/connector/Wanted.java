package dev.millrace.ingestion.connector;

import static java.util.Objects.requireNonNull;

/**
 * Which of a place's names are wanted.
 *
 * @param include empty for all
 * @param exclude goes before what is included
 */
public record Wanted(Globs include, Globs exclude) {
  /** The setting that says which are. */
  public static final SettingSpec INCLUDE =
      SettingSpec.optional(
          "include", "only what fits one of these patterns, between commas: *.md,docs/**");

  /** The setting that says which are not. */
  public static final SettingSpec EXCLUDE =
      SettingSpec.optional(
          "exclude", "not what fits one of these patterns, between commas: drafts/,*.tmp");

  public Wanted {
    requireNonNull(include, "include");
    requireNonNull(exclude, "exclude");
  }

  /** What a source says whose kind has both settings. */
  public static Wanted of(SourceSettings settings) {
    return new Wanted(globs(settings, INCLUDE), globs(settings, EXCLUDE));
  }

  private static Globs globs(SourceSettings settings, SettingSpec spec) {
    try {
      return Globs.of(settings.list(spec.name()));
    } catch (IllegalArgumentException e) {
      throw settings.wrong(spec.name(), "can't be right: " + e.getMessage());
    }
  }

  /** Whether that one is. */
  public boolean takes(String name) {
    return (include.isEmpty() || include.matches(name)) && !exclude.matches(name);
  }
}
