package dev.millrace.retrieval.access;

import static java.util.Objects.requireNonNull;

import dev.millrace.retrieval.access.AccessRecords.Membership;
import dev.millrace.retrieval.corpus.Principal;
import java.util.List;
import java.util.stream.Collectors;

/**
 * An entry of a label that concerns a user.
 *
 * @param entry the principal that the label names
 * @param through how he comes to belong to it: from himself to the entry, each step in the group of
 *     the one before; the shortest such way. Empty if he is the entry, or it is everyone
 */
public record Match(Principal entry, List<Membership> through) {
  public Match {
    requireNonNull(entry, "entry");
    through = List.copyOf(through);
  }

  /** As a part of a sentence: "group:staff, to which he belongs through group:hr". */
  String sentence() {
    if (through.size() < 2) {
      return entry.toString();
    }
    return entry
        + " (through "
        + through.subList(0, through.size() - 1).stream()
            .map(step -> step.group().toString())
            .collect(Collectors.joining(", then "))
        + ")";
  }
}
