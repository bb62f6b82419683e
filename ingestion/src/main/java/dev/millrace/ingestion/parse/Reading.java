package dev.millrace.ingestion.parse;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * What was found in a file.
 *
 * @param result what became of the file itself
 * @param members the files directly in it, in their order there; empty for most files
 */
public record Reading(ParseResult result, List<Member> members) {
  public Reading {
    requireNonNull(result, "result");
    members = List.copyOf(members);
  }

  /** A file with nothing in it but itself. */
  public static Reading of(ParseResult result) {
    return new Reading(result, List.of());
  }
}
