package dev.millrace.ingestion.connector;

import static java.util.Objects.requireNonNull;

import dev.millrace.retrieval.corpus.AccessLabel;
import dev.millrace.retrieval.corpus.Principal;
import dev.millrace.retrieval.corpus.Rights;
import dev.millrace.retrieval.corpus.Sensitivity;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

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

  /** The rights of a document that brings these, in a source of those. */
  public Rights in(Rights source) {
    Set<Rights.Part> own = EnumSet.noneOf(Rights.Part.class);
    readers.ifPresent(some -> own.add(Rights.Part.READERS));
    denied.ifPresent(some -> own.add(Rights.Part.DENIED));
    sensitivity.ifPresent(some -> own.add(Rights.Part.SENSITIVITY));
    return new Rights(
        new AccessLabel(
            readers.orElse(source.label().allow()), denied.orElse(source.label().deny())),
        sensitivity.orElse(source.sensitivity()),
        own);
  }

  /** These, and where they say nothing, the other ones. */
  public OwnRights or(OwnRights other) {
    return new OwnRights(
        readers.or(other::readers), denied.or(other::denied), sensitivity.or(other::sensitivity));
  }

  /**
   * Rights as places write them.
   *
   * @param readers principals, each entry one or several between commas; no reader at all means
   *     nobody
   * @param sensitivity its wire name
   * @throws IllegalArgumentException naming what can't be read: rights that are not understood must
   *     not become wider ones
   */
  public static OwnRights of(Optional<List<String>> readers, Optional<String> sensitivity) {
    return new OwnRights(
        readers.map(
            names ->
                names.stream()
                    .flatMap(entry -> Arrays.stream(entry.split(",")))
                    .map(String::strip)
                    .filter(name -> !name.isEmpty())
                    .map(Principal::parse)
                    .collect(Collectors.toSet())),
        Optional.empty(),
        sensitivity.map(String::strip).map(Sensitivity::of));
  }
}
