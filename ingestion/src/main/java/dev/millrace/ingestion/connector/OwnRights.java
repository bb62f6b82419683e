package dev.millrace.ingestion.connector;

import static java.util.Objects.requireNonNull;

import dev.millrace.retrieval.corpus.Principal;
import dev.millrace.retrieval.corpus.Sensitivity;
import java.util.Optional;
import java.util.Set;

/** The part of the rights that a document brings along; the rest is its source's. */
public record OwnRights(
    Optional<Set<Principal>> readers,
    Optional<Set<Principal>> denied,
    Optional<Sensitivity> sensitivity) {
  /** It brings none. */
  public static final OwnRights NONE =
      new OwnRights(Optional.empty(), Optional.empty(), Optional.empty());

  public OwnRights {
    readers = readers.map(Set::copyOf);
    denied = denied.map(Set::copyOf);
    requireNonNull(sensitivity, "sensitivity");
  }

  /** These, and where they say nothing, the other ones. */
  public OwnRights or(OwnRights other) {
    return new OwnRights(
        readers.or(other::readers), denied.or(other::denied), sensitivity.or(other::sensitivity));
  }
}
