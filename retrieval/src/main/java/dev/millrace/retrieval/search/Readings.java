package dev.millrace.retrieval.search;

import dev.millrace.retrieval.index.PassageIndex.Candidate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** What the store said of candidates during one search: it is asked once about each. */
final class Readings {
  private final EvidenceStore store;
  private final SearchRequest request;
  private final Map<UUID, Optional<Evidence>> said = new HashMap<>();

  Readings(EvidenceStore store, SearchRequest request) {
    this.store = store;
    this.request = request;
  }

  /**
   * Those of the candidates that the viewer may read, in their order and with their scores. One
   * round trip for those that were not asked about before.
   */
  List<Evidence> of(List<Candidate> candidates) {
    List<Candidate> unknown =
        candidates.stream().filter(one -> !said.containsKey(one.passageId())).toList();
    unknown.forEach(one -> said.put(one.passageId(), Optional.empty()));
    store
        .readable(request.viewer(), request.filters(), unknown)
        .forEach(evidence -> said.put(evidence.passageId(), Optional.of(evidence)));
    List<Evidence> readable = new ArrayList<>(candidates.size());
    for (Candidate one : candidates) {
      said.getOrDefault(one.passageId(), Optional.empty())
          .ifPresent(evidence -> readable.add(evidence.scored(one.score())));
    }
    return readable;
  }

  /**
   * The first of the candidates that the viewer may read, as many as are wanted and there are. One
   * round trip unless something is refused; then another for those that move up.
   */
  List<Evidence> first(List<Candidate> candidates, int wanted) {
    List<Evidence> first = new ArrayList<>();
    int next = 0;
    while (first.size() < wanted && next < candidates.size()) {
      int end = Math.min(candidates.size(), next + wanted - first.size());
      first.addAll(of(candidates.subList(next, end)));
      next = end;
    }
    return first;
  }

  /** Candidates that the store refused: stale, deleted or not for this viewer. */
  int refused() {
    return (int) said.values().stream().filter(Optional::isEmpty).count();
  }
}
