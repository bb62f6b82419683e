package dev.millrace.orchestration.extract;

import dev.millrace.orchestration.text.Sentences;
import dev.millrace.retrieval.index.Terms;
import dev.millrace.retrieval.search.Evidence;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A part of a passage that could be quoted.
 *
 * @param n place of its evidence, from 1
 * @param place place among the passage's parts, from 0
 * @param start first position in the passage's text, in UTF-16 units
 * @param end position after the last
 * @param terms its words as the index knows them, in order
 */
record Candidate(int n, Evidence evidence, int place, int start, int end, List<Terms.Term> terms) {
  Candidate {
    terms = List.copyOf(terms);
  }

  String text() {
    return evidence.text().substring(start, end);
  }

  Set<String> stems() {
    return terms.stream().map(Terms.Term::stem).collect(Collectors.toSet());
  }

  Quote quote() {
    return Quote.of(n, evidence, start, end);
  }

  /** The parts of all passages that hold a word, in the passages' order. */
  static List<Candidate> of(List<Evidence> evidence) {
    List<Candidate> candidates = new ArrayList<>();
    for (int i = 0; i < evidence.size(); i++) {
      Evidence passage = evidence.get(i);
      int place = 0;
      for (Sentences.Span span : Sentences.of(passage.text())) {
        List<Terms.Term> terms = Terms.of(span.of(passage.text()));
        if (!terms.isEmpty()) {
          candidates.add(new Candidate(i + 1, passage, place++, span.start(), span.end(), terms));
        }
      }
    }
    return candidates;
  }
}
