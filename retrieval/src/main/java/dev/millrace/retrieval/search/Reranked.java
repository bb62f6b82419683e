package dev.millrace.retrieval.search;

import dev.millrace.retrieval.index.PassageIndex.Candidate;
import dev.millrace.retrieval.rerank.Cascade;
import dev.millrace.retrieval.rerank.Contender;
import dev.millrace.retrieval.rerank.Judged;
import dev.millrace.retrieval.rerank.Shortfall;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.UUID;

/**
 * A reranker's say in the order of the first passages that the viewer may read. What it has judged
 * is ordered by the weighted mean of its scores and the first stage's, both on a scale of 0 to 1,
 * in the places, and with the scores, that these passages had among them. What it has not judged
 * keeps its own.
 *
 * <p>A mean and not the reranker alone: published cross-encoders rank SciFact after BM25 at .688 of
 * nDCG@10 (Thakur et al., BEIR, NeurIPS 2021, table 2), below both this project's first stage and
 * what it is made of, and their gain over a first stage shrinks and turns as they judge more (Jacob
 * et al., Drowning in Documents, 2024). Neither was measured with this search.
 */
final class Reranked implements Stage {
  private final Cascade cascade;

  Reranked(Cascade cascade) {
    this.cascade = cascade;
  }

  /** A passage that was judged, as both see it. */
  private record Place(UUID passageId, double first, double second) {}

  @Override
  public List<Candidate> rank(List<Candidate> ranked, Asked asked) {
    List<Evidence> read = asked.readings().first(ranked, cascade.terms().depth());
    if (read.size() < 2) {
      return ranked;
    }
    Judged judged =
        cascade.judge(
            asked.words(),
            asked.request().sensitivity(),
            read.stream().map(Reranked::contender).toList());
    for (Shortfall shortfall : judged.shortfalls()) {
      asked.notes().add(note(shortfall, judged.count(), read.size()));
    }
    List<Place> places = new ArrayList<>();
    for (int n = 0; n < read.size(); n++) {
      OptionalDouble score = judged.scores().get(n);
      if (score.isPresent()) {
        Evidence one = read.get(n);
        places.add(new Place(one.passageId(), one.score(), score.getAsDouble()));
      }
    }
    return places.size() < 2 ? ranked : placed(ranked, places);
  }

  private static Contender contender(Evidence evidence) {
    return new Contender(
        evidence.title(), evidence.headings(), evidence.text(), evidence.sensitivity());
  }

  private List<Candidate> placed(List<Candidate> ranked, List<Place> places) {
    List<Place> ordered = ordered(places);
    Map<UUID, Candidate> instead = new HashMap<>();
    for (int n = 0; n < places.size(); n++) {
      instead.put(
          places.get(n).passageId(),
          new Candidate(ordered.get(n).passageId(), places.get(n).first()));
    }
    return ranked.stream().map(one -> instead.getOrDefault(one.passageId(), one)).toList();
  }

  /** Best first; equal ones as the first stage had them. */
  private List<Place> ordered(List<Place> places) {
    double[] first = scaled(places.stream().mapToDouble(Place::first).toArray());
    double[] second = scaled(places.stream().mapToDouble(Place::second).toArray());
    double share = cascade.terms().percent() / 100.0;
    Map<Place, Double> means = new HashMap<>();
    for (int n = 0; n < places.size(); n++) {
      means.put(places.get(n), (1 - share) * first[n] + share * second[n]);
    }
    return places.stream()
        .sorted(Comparator.comparingDouble((Place one) -> -means.getOrDefault(one, 0.0)))
        .toList();
  }

  /** The least is 0 and the greatest 1; all are 0 where they are equal. */
  private static double[] scaled(double[] scores) {
    double least = Double.POSITIVE_INFINITY;
    double most = Double.NEGATIVE_INFINITY;
    for (double score : scores) {
      least = Math.min(least, score);
      most = Math.max(most, score);
    }
    double[] scaled = new double[scores.length];
    for (int n = 0; n < scores.length; n++) {
      scaled[n] = most > least ? (scores[n] - least) / (most - least) : 0;
    }
    return scaled;
  }

  private SearchNote note(Shortfall shortfall, int judged, int of) {
    String how = "; it judged " + judged + " of " + of + " passages.";
    return switch (shortfall) {
      case LATE ->
          new SearchNote(
              SearchNote.Kind.RERANKER_LATE,
              "The reranker's " + cascade.terms().budget().toMillis() + " ms were over" + how);
      case FAILED -> new SearchNote(SearchNote.Kind.RERANKER_FAILED, "The reranker failed" + how);
      case LEFT_OUT ->
          new SearchNote(
              SearchNote.Kind.RERANKER_LEFT_OUT,
              "The reranker failed repeatedly and is left out for a while" + how);
      case NOT_CLEARED ->
          new SearchNote(
              SearchNote.Kind.RERANKER_NOT_CLEARED, "The reranker may not see all of this" + how);
    };
  }
}
