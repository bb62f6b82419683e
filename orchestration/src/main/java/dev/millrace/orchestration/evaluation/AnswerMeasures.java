package dev.millrace.orchestration.evaluation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * How well questions were answered, and not answered. A share of nothing is NaN.
 *
 * @param answerInFirstSentence share of the answerable questions whose first quote holds one of the
 *     right wordings, both normalised by {@link #normalised}; a refusal holds none
 * @param refusalAuc probability that an answerable question is held to be better answered than an
 *     unanswerable one
 * @param refusedUnanswerableAt10 share of the unanswerable questions that are refused by the
 *     threshold that refuses a tenth of the answerable ones
 * @param refusedAnswerable share of the answerable questions that are refused as it ships
 * @param p50 milliseconds from question and evidence to quotes, median
 * @param p95 the same, 95th percentile
 */
public record AnswerMeasures(
    int questions,
    double answerInFirstSentence,
    double refusalAuc,
    double refusedUnanswerableAt10,
    double refusedAnswerable,
    double p50,
    double p95) {
  private static final double REFUSED = 0.1;

  /** What came of a question. */
  record Outcome(
      boolean answerable, boolean held, boolean refused, double answerability, double millis) {}

  static AnswerMeasures of(List<Outcome> outcomes) {
    List<Outcome> answerable = outcomes.stream().filter(Outcome::answerable).toList();
    List<Outcome> other = outcomes.stream().filter(outcome -> !outcome.answerable()).toList();
    double[] millis = outcomes.stream().mapToDouble(Outcome::millis).sorted().toArray();
    return new AnswerMeasures(
        outcomes.size(),
        share(answerable.stream().filter(Outcome::held).count(), answerable.size()),
        auc(outcomes),
        refusedAt(answerable, other),
        share(answerable.stream().filter(Outcome::refused).count(), answerable.size()),
        quantile(millis, 0.5),
        quantile(millis, 0.95));
  }

  /**
   * SQuAD's own normalisation: lower case, without punctuation and articles, single blanks; with a
   * blank at both ends, so that words are found and not parts of words.
   */
  static String normalised(String text) {
    String plain = text.toLowerCase(Locale.ROOT).replaceAll("[\\p{P}\\p{S}]", " ");
    return " " + plain.replaceAll("\\b(?:a|an|the)\\b", " ").replaceAll("\\s+", " ").strip() + " ";
  }

  static boolean holds(String text, List<String> wordings) {
    String normalised = normalised(text);
    return wordings.stream().anyMatch(wording -> normalised.contains(normalised(wording)));
  }

  /** By ranks; equal values count half. */
  private static double auc(List<Outcome> outcomes) {
    List<Outcome> sorted = new ArrayList<>(outcomes);
    sorted.sort(Comparator.comparingDouble(Outcome::answerability));
    double wins = 0;
    long below = 0;
    long answerable = 0;
    for (int from = 0; from < sorted.size(); ) {
      int to = from;
      long here = 0;
      while (to < sorted.size()
          && sorted.get(to).answerability() == sorted.get(from).answerability()) {
        here += sorted.get(to++).answerable() ? 1 : 0;
      }
      long others = to - from - here;
      wins += here * (below + others / 2.0);
      answerable += here;
      below += others;
      from = to;
    }
    return wins / ((double) answerable * below);
  }

  private static double refusedAt(List<Outcome> answerable, List<Outcome> other) {
    if (answerable.isEmpty()) {
      return Double.NaN;
    }
    double[] values = answerable.stream().mapToDouble(Outcome::answerability).sorted().toArray();
    double threshold = values[(int) (REFUSED * values.length)];
    return share(
        other.stream().filter(outcome -> outcome.answerability() < threshold).count(),
        other.size());
  }

  private static double share(long part, long whole) {
    return whole == 0 ? Double.NaN : part / (double) whole;
  }

  private static double quantile(double[] sorted, double share) {
    return sorted.length == 0
        ? Double.NaN
        : sorted[Math.min(sorted.length - 1, (int) (share * sorted.length))];
  }
}
