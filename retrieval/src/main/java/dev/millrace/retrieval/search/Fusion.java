package dev.millrace.retrieval.search;

import dev.millrace.retrieval.index.PassageIndex.Candidate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** One ranking out of two. Scores are the same for equal legs, whatever the passages' ids are. */
public enum Fusion {
  /**
   * Sum of 1 / (60 + rank) over the legs, ranks from 1 (Cormack, Clarke, Büttcher, SIGIR 2009; k as
   * there).
   */
  RECIPROCAL_RANK {
    @Override
    double[] scores(List<Candidate> leg, int depth) {
      double[] scores = new double[leg.size()];
      for (int i = 0; i < scores.length; i++) {
        scores[i] = 1.0 / (RRF_K + i + 1);
      }
      return scores;
    }
  },

  /**
   * Mean over the legs of (score − least) / (best − least) within the leg; 0 where a leg lacks the
   * passage, 1 where all of its scores are equal (min–max normalisation: Lee, SIGIR 1997). What a
   * leg has beyond its depth is below 0.
   */
  MIN_MAX {
    @Override
    double[] scores(List<Candidate> leg, int depth) {
      double[] scores = new double[leg.size()];
      if (!leg.isEmpty()) {
        double best = leg.getFirst().score();
        double least = leg.get(Math.min(depth, leg.size()) - 1).score();
        for (int i = 0; i < scores.length; i++) {
          scores[i] = best > least ? (leg.get(i).score() - least) / (best - least) / 2 : 0.5;
        }
      }
      return scores;
    }
  };

  private static final int RRF_K = 60;

  /** What each candidate of a leg, best first, adds to the passage's fused score. */
  abstract double[] scores(List<Candidate> leg, int depth);

  /**
   * Fuses two legs. Equal sums keep the order of the second leg, then of the first.
   *
   * @param depth how many of each leg's best set its scale
   */
  public List<Candidate> fuse(List<Candidate> first, List<Candidate> second, int depth) {
    Map<UUID, Double> sums = new LinkedHashMap<>();
    for (List<Candidate> leg : List.of(second, first)) {
      double[] scores = scores(leg, depth);
      for (int i = 0; i < scores.length; i++) {
        sums.merge(leg.get(i).passageId(), scores[i], Double::sum);
      }
    }
    List<Candidate> fused = new ArrayList<>(sums.size());
    sums.forEach((passage, score) -> fused.add(new Candidate(passage, score)));
    fused.sort(Comparator.comparingDouble(Candidate::score).reversed());
    return fused;
  }
}
