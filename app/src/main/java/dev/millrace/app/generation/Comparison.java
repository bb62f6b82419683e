package dev.millrace.app.generation;

import dev.millrace.retrieval.corpus.Viewer;
import dev.millrace.retrieval.evaluation.RankingMetrics;
import dev.millrace.retrieval.search.Evidence;
import dev.millrace.retrieval.search.SearchMode;
import dev.millrace.retrieval.search.SearchRequest;
import dev.millrace.retrieval.search.SearchResult;
import dev.millrace.retrieval.search.ServedGeneration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * How well two generations answer the same questions, with the eyes of one viewer. A document's
 * place is that of its best passage.
 */
public final class Comparison {
  /** Passages a question: enough that some twenty documents are ranked. */
  private static final int DEPTH = 100;

  private final Viewer viewer;
  private final List<GoldenQuestion> questions;

  /** A comparison on those questions. */
  public Comparison(Viewer viewer, List<GoldenQuestion> questions) {
    this.viewer = viewer;
    this.questions = List.copyOf(questions);
  }

  /** What a generation makes of the questions, by hybrid search. */
  public RankingMetrics measure(ServedGeneration generation) {
    Map<String, List<String>> rankings = new LinkedHashMap<>();
    Map<String, Map<String, Integer>> wanted = new LinkedHashMap<>();
    for (int i = 0; i < questions.size(); i++) {
      GoldenQuestion question = questions.get(i);
      String id = Integer.toString(i);
      rankings.put(id, ranking(generation, question.question()));
      wanted.put(
          id, question.expected().stream().collect(Collectors.toMap(document -> document, _ -> 1)));
    }
    return RankingMetrics.of(rankings, wanted);
  }

  private List<String> ranking(ServedGeneration generation, String question) {
    SearchRequest request = new SearchRequest(viewer, question, SearchMode.HYBRID, DEPTH, 0);
    return switch (generation.search(request).orElse(new SearchResult.Behind(0, 0))) {
      case SearchResult.Found found ->
          found.evidence().stream().map(Evidence::externalId).distinct().toList();
      case SearchResult.Behind _ ->
          throw new IllegalStateException(
              "generation " + generation.id() + " was closed while it was measured");
    };
  }
}
