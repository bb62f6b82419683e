package dev.millrace.retrieval.search;

import static java.util.Objects.requireNonNull;

import dev.millrace.retrieval.corpus.AccessLabel;
import dev.millrace.retrieval.corpus.Principal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;

/**
 * A corpus in memory that knows, while writers change the real one, what a reader may have been
 * shown: whatever was so at some moment between his asking and the answer, and nothing else.
 */
final class PossibleCorpus {
  /** A document as it was written. */
  record Held(String text, AccessLabel label) {}

  private final Map<String, History<Optional<Held>>> documents = new TreeMap<>();
  private final Map<String, History<Set<Principal>>> groups = new TreeMap<>();
  private final AtomicLong clock = new AtomicLong();

  /**
   * With none of the documents there yet, and no members in any group.
   *
   * @param groupNames a group has only groups of before it as members
   */
  PossibleCorpus(List<String> documentNames, List<String> groupNames) {
    documentNames.forEach(name -> documents.put(name, new History<>(Optional.empty())));
    groupNames.forEach(name -> groups.put(name, new History<>(Set.of())));
  }

  /** A moment after all moments that were given before. */
  long moment() {
    return clock.incrementAndGet();
  }

  /** Changes a document: the model before and after the real one. */
  void document(String name, Optional<Held> next, Runnable change) {
    changing(requireNonNull(documents.get(name)), next, change);
  }

  /** Changes a group's members. */
  void group(String name, Set<Principal> members, Runnable change) {
    changing(requireNonNull(groups.get(name)), members, change);
  }

  private <T> void changing(History<T> history, T next, Runnable change) {
    history.begin(next, moment());
    change.run();
    history.done(moment());
  }

  /** The document as the writer whose it is left it. */
  Optional<Held> document(String name) {
    return requireNonNull(documents.get(name)).last();
  }

  /** Whether a user may have been shown that of a document at some moment of the stretch. */
  boolean mayShow(String user, String name, Predicate<Held> shown, long start, long end) {
    History<Optional<Held>> history = documents.get(name);
    if (history == null) {
      return false;
    }
    List<Held> fitting =
        history.between(start, end).stream().flatMap(Optional::stream).filter(shown).toList();
    return !fitting.isEmpty()
        && reaches(user, start, end).stream()
            .anyMatch(reach -> fitting.stream().anyMatch(held -> readable(held.label(), reach)));
  }

  /** What a user may read, by name, when nobody changes anything. */
  Map<String, Held> readable(String user) {
    long now = moment();
    Set<Principal> reach = reaches(user, now, now).iterator().next();
    Map<String, Held> readable = new TreeMap<>();
    documents.forEach(
        (name, history) ->
            history
                .last()
                .filter(held -> readable(held.label(), reach))
                .ifPresent(held -> readable.put(name, held)));
    return readable;
  }

  /** Nobody changes anything now and nobody who reads began before. */
  void forget() {
    documents.values().forEach(History::forget);
    groups.values().forEach(History::forget);
  }

  /**
   * Everything that the user may have belonged to, for each way in which the groups may have been.
   */
  private Set<Set<Principal>> reaches(String user, long start, long end) {
    Set<Set<Principal>> reaches = new HashSet<>();
    reaches.add(Set.of(Principal.EVERYONE, Principal.user(user)));
    for (Map.Entry<String, History<Set<Principal>>> group : groups.entrySet()) {
      List<Set<Principal>> before = new ArrayList<>(reaches);
      reaches.clear();
      for (Set<Principal> members : group.getValue().between(start, end)) {
        for (Set<Principal> reach : before) {
          reaches.add(
              members.stream().anyMatch(reach::contains)
                  ? with(reach, Principal.group(group.getKey()))
                  : reach);
        }
      }
    }
    return reaches;
  }

  private static Set<Principal> with(Set<Principal> reach, Principal group) {
    Set<Principal> more = new HashSet<>(reach);
    more.add(group);
    return Set.copyOf(more);
  }

  private static boolean readable(AccessLabel label, Set<Principal> reach) {
    return label.allow().stream().anyMatch(reach::contains)
        && label.deny().stream().noneMatch(reach::contains);
  }
}
