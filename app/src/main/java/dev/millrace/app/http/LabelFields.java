package dev.millrace.app.http;

import dev.millrace.retrieval.corpus.Principal;
import dev.millrace.retrieval.corpus.Sensitivity;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The fields {@code readers}, {@code denied} and {@code sensitivity} of several views. */
final class LabelFields {
  private LabelFields() {}

  /** Principals in their text form; empty if the field was left out. */
  static Optional<Set<Principal>> principals(@Nullable List<String> texts, String field) {
    if (texts == null) {
      return Optional.empty();
    }
    List<String> all = Given.all(texts, field);
    return Optional.of(
        ApiException.reading(
            field,
            () -> all.stream().map(Principal::parse).collect(Collectors.toUnmodifiableSet())));
  }

  static Optional<Sensitivity> sensitivity(@Nullable String wire) {
    return wire == null
        ? Optional.empty()
        : Optional.of(ApiException.reading("sensitivity", () -> Sensitivity.of(wire)));
  }

  static List<String> texts(Collection<Principal> principals) {
    return principals.stream().map(Principal::toString).sorted().toList();
  }
}
