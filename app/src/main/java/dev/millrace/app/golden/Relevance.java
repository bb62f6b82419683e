package dev.millrace.app.golden;

import dev.millrace.app.golden.GoldenResult.Hit;
import dev.millrace.retrieval.evaluation.RankingMetrics;
import dev.millrace.retrieval.search.Evidence;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;

/**
 * Which of the places that a question wants a ranking of passages has, and where.
 *
 * <p>A place counts where the first passage comes that is it. Further passages of it take no rank;
 * nor do further passages of another document, as long as the question wants whole documents only.
 * Where it wants a page or a quote, each other passage takes a rank of its own. A place whose
 * document is not there, or that the viewer may not read, counts against the ranking.
 */
final class Relevance {
  private final List<Target> targets;
  private final boolean byDocument;

  /**
   * A place with the documents that its name stands for.
   *
   * @param documents none where there is no such document
   */
  record Target(Expected place, Set<UUID> documents) {
    Target {
      documents = Set.copyOf(documents);
    }

    boolean is(Evidence passage) {
      return documents.contains(passage.documentId())
          && (place.page() == null || place.page().equals(passage.page()))
          && (place.quote() == null || spaced(passage.text()).contains(spaced(place.quote())));
    }
  }

  /**
   * A ranking, judged.
   *
   * @param hits the first passages
   * @param answered whether anything wanted is among the first {@value #SEEN} places
   */
  record Judged(RankingMetrics metrics, List<Hit> hits, boolean answered) {}

  /** Places that somebody looks at. */
  static final int SEEN = 10;

  Relevance(List<Target> targets) {
    this.targets = List.copyOf(targets);
    this.byDocument = targets.stream().allMatch(target -> target.place().wholeDocument());
  }

  /** Judges a ranking, best first. */
  Judged judge(String question, List<Evidence> ranking) {
    Set<String> places = new LinkedHashSet<>();
    List<Hit> hits = new ArrayList<>();
    for (Evidence passage : ranking) {
      List<Integer> met = met(passage);
      if (met.isEmpty()) {
        places.add(String.valueOf(byDocument ? passage.documentId() : passage.passageId()));
      } else {
        met.forEach(target -> places.add(name(target)));
      }
      if (hits.size() < SEEN) {
        hits.add(new Hit(passage.documentId(), passage.passageId(), met));
      }
    }
    Map<String, Integer> grades = new LinkedHashMap<>();
    for (int i = 0; i < targets.size(); i++) {
      grades.put(name(i), targets.get(i).place().grade());
    }
    return new Judged(
        RankingMetrics.ofQuery(question, List.copyOf(places), grades),
        hits,
        places.stream().limit(SEEN).anyMatch(grades::containsKey));
  }

  /** The places that a passage is, the most wanted first. */
  private List<Integer> met(Evidence passage) {
    return IntStream.range(0, targets.size())
        .filter(target -> targets.get(target).is(passage))
        .boxed()
        .sorted(Comparator.comparingInt((Integer target) -> -targets.get(target).place().grade()))
        .toList();
  }

  /** No id of a document or passage looks so. */
  private static String name(int target) {
    return "wanted " + target;
  }

  private static String spaced(String text) {
    return text.strip().replaceAll("\\s+", " ");
  }
}
