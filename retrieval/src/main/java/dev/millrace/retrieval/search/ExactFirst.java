package dev.millrace.retrieval.search;

import dev.millrace.retrieval.filter.TextCondition;
import dev.millrace.retrieval.index.Identifiers;
import dev.millrace.retrieval.index.PassageIndex;
import dev.millrace.retrieval.index.PassageIndex.AccessFilter;
import dev.millrace.retrieval.index.PassageIndex.Candidate;
import dev.millrace.retrieval.index.PassageIndex.Wording;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Passages that have an identifier of the query's as it is written come first, those with more of
 * them before those with fewer. Who asks for an error code wants that one, and vectors don't tell
 * it from the next.
 */
final class ExactFirst implements Stage {
  /** A query with more of them is a list, and its first ones say what it is about. */
  private static final int MOST = 8;

  private final PassageIndex index;

  ExactFirst(PassageIndex index) {
    this.index = index;
  }

  @Override
  public List<Candidate> rank(List<Candidate> ranked, Asked asked) {
    List<String> identifiers = Identifiers.in(asked.words()).stream().limit(MOST).toList();
    if (identifiers.isEmpty()) {
      return ranked;
    }
    Map<UUID, Integer> held = new HashMap<>();
    for (String identifier : identifiers) {
      AccessFilter having = asked.access().and(new TextCondition.Holds(identifier));
      index
          .lexical(Wording.plain(asked.words()), having, asked.depth())
          .forEach(candidate -> held.merge(candidate.passageId(), 1, Integer::sum));
    }
    return held.isEmpty() ? ranked : lifted(ranked, held);
  }

  /** Each identifier lifts a passage above all that have fewer. */
  private static List<Candidate> lifted(List<Candidate> ranked, Map<UUID, Integer> held) {
    double best = ranked.isEmpty() ? 0 : ranked.getFirst().score();
    double least = ranked.isEmpty() ? 0 : ranked.getLast().score();
    double step = best - least + 1;
    Set<UUID> missing = new HashSet<>(held.keySet());
    List<Candidate> all = new ArrayList<>();
    for (Candidate one : ranked) {
      missing.remove(one.passageId());
      all.add(
          new Candidate(
              one.passageId(), one.score() + step * held.getOrDefault(one.passageId(), 0)));
    }
    missing.stream()
        .sorted()
        .forEach(id -> all.add(new Candidate(id, least + step * held.getOrDefault(id, 0))));
    all.sort(Comparator.comparingDouble(Candidate::score).reversed());
    return all;
  }
}
