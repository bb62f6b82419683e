package dev.millrace.retrieval.evaluation;

import java.util.SplittableRandom;

/**
 * Whether the same queries fare differently in two ways of searching, or by chance only.
 *
 * <p>The test is the two-sided paired randomisation test on the mean (Fisher's; compared with
 * others by Smucker, Allan, Carterette, "A comparison of statistical significance tests for
 * information retrieval evaluation", CIKM 2007): were the two ways one, each query's two values
 * could as well be exchanged. It assumes nothing about how differences are distributed.
 *
 * @param queries how many there are
 * @param first mean of the first way
 * @param second mean of the second
 * @param p share of {@value #PERMUTATIONS} random exchanges whose difference of means is as far
 *     from 0 as the one that was seen, the one seen counted as one of them, so that it is never 0
 * @param wins queries that the second way does better
 * @param losses queries that it does worse
 */
public record PairedDifference(
    int queries, double first, double second, double p, int wins, int ties, int losses) {
  /** As many as the paper's: a p of .05 is then off by .001 at most, nearly always. */
  public static final int PERMUTATIONS = 100_000;

  /** The same p every time. */
  private static final long SEED = 2007;

  /** Sums of the same numbers in another order differ by less; measures differ by more. */
  private static final double EQUAL = 1e-9;

  /**
   * Compares.
   *
   * @param first a value for each query
   * @param second the same queries' in the same order
   * @throws IllegalArgumentException if there are none, or not as many of the one as of the other
   */
  public static PairedDifference of(double[] first, double[] second) {
    if (first.length == 0 || first.length != second.length) {
      throw new IllegalArgumentException(
          first.length + " values can't be compared in pairs with " + second.length);
    }
    double[] differing = new double[first.length];
    int differ = 0;
    int wins = 0;
    double sumOfFirst = 0;
    double sumOfSecond = 0;
    for (int i = 0; i < first.length; i++) {
      sumOfFirst += first[i];
      sumOfSecond += second[i];
      double difference = second[i] - first[i];
      if (Math.abs(difference) > EQUAL) {
        differing[differ++] = difference;
        wins += difference > 0 ? 1 : 0;
      }
    }
    return new PairedDifference(
        first.length,
        sumOfFirst / first.length,
        sumOfSecond / first.length,
        p(differing, differ),
        wins,
        first.length - differ,
        differ - wins);
  }

  /** What the second way adds to the mean. */
  public double difference() {
    return second - first;
  }

  /** Queries without a difference change no sum, whichever way they are exchanged. */
  private static double p(double[] differences, int count) {
    double seen = 0;
    for (int i = 0; i < count; i++) {
      seen += differences[i];
    }
    double least = Math.abs(seen) - EQUAL;
    SplittableRandom random = new SplittableRandom(SEED);
    int asFar = 1;
    for (int permutation = 0; permutation < PERMUTATIONS; permutation++) {
      asFar += Math.abs(exchanged(differences, count, random)) >= least ? 1 : 0;
    }
    return asFar / (PERMUTATIONS + 1.0);
  }

  private static double exchanged(double[] differences, int count, SplittableRandom random) {
    double sum = 0;
    long coins = 0;
    for (int i = 0; i < count; i++) {
      if ((i & 63) == 0) {
        coins = random.nextLong();
      }
      sum += (coins & 1) == 0 ? differences[i] : -differences[i];
      coins >>>= 1;
    }
    return sum;
  }
}
