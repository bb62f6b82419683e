package dev.millrace.orchestration.extract;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Learns weights by which, in each group of rows, the right rows get most of the probability: the
 * conditional logit model (McFadden 1974), fitted by Adam (Kingma and Ba, 2015) on whole batches.
 * Logistic regression is the case of two rows, one of them all zeros.
 */
final class Fit {
  private static final int ROUNDS = 500;
  private static final double RATE = 0.05;

  private final List<double[][]> groups = new ArrayList<>();
  private final List<boolean[]> right = new ArrayList<>();
  private final double ridge;

  /**
   * @param ridge how much the squares of the weights of standardised measures cost
   */
  Fit(double ridge) {
    this.ridge = ridge;
  }

  /** Takes a group; one without a right row, or with right rows only, teaches nothing. */
  void add(double[][] rows, boolean[] rightRows) {
    boolean any = false;
    boolean all = true;
    for (boolean one : rightRows) {
      any |= one;
      all &= one;
    }
    if (any && !all) {
      groups.add(rows);
      right.add(rightRows);
    }
  }

  /** The weights of the measures as they were given. */
  double[] weights() {
    int size = groups.getFirst()[0].length;
    double[] scale = scale(size);
    double[] weights = new double[size];
    double[] mean = new double[size];
    double[] square = new double[size];
    for (int round = 1; round <= ROUNDS; round++) {
      double[] gradient = gradient(weights, scale);
      double rate = RATE * (1 - (round - 1.0) / ROUNDS);
      for (int i = 0; i < size; i++) {
        double slope = gradient[i] / groups.size() + 2 * ridge * weights[i];
        mean[i] = 0.9 * mean[i] + 0.1 * slope;
        square[i] = 0.999 * square[i] + 0.001 * slope * slope;
        double first = mean[i] / (1 - Math.pow(0.9, round));
        double second = square[i] / (1 - Math.pow(0.999, round));
        weights[i] -= rate * first / (Math.sqrt(second) + 1e-8);
      }
    }
    for (int i = 0; i < size; i++) {
      weights[i] /= scale[i];
    }
    return weights;
  }

  /** Root mean square of each measure about its mean; 1 where it never varies. */
  private double[] scale(int size) {
    double[] sum = new double[size];
    double[] squares = new double[size];
    long rows = 0;
    for (double[][] group : groups) {
      for (double[] row : group) {
        rows++;
        for (int i = 0; i < size; i++) {
          sum[i] += row[i];
          squares[i] += row[i] * row[i];
        }
      }
    }
    double[] scale = new double[size];
    for (int i = 0; i < size; i++) {
      double mean = sum[i] / rows;
      double deviation = Math.sqrt(Math.max(0, squares[i] / rows - mean * mean));
      scale[i] = deviation > 1e-6 ? deviation : 1;
    }
    return scale;
  }

  private double[] gradient(double[] weights, double[] scale) {
    double[] gradient = new double[weights.length];
    double[] scaled = new double[weights.length];
    for (int i = 0; i < weights.length; i++) {
      scaled[i] = weights[i] / scale[i];
    }
    for (int g = 0; g < groups.size(); g++) {
      double[][] rows = groups.get(g);
      double[] shares = new double[rows.length];
      for (int r = 0; r < rows.length; r++) {
        for (int i = 0; i < weights.length; i++) {
          shares[r] += scaled[i] * rows[r][i];
        }
      }
      double top = Arrays.stream(shares).max().orElse(0);
      double all = 0;
      double good = 0;
      for (int r = 0; r < rows.length; r++) {
        shares[r] = Math.exp(shares[r] - top);
        all += shares[r];
        good += right.get(g)[r] ? shares[r] : 0;
      }
      for (int r = 0; r < rows.length; r++) {
        double pull = shares[r] / all - (right.get(g)[r] ? shares[r] / good : 0);
        for (int i = 0; i < weights.length; i++) {
          gradient[i] += pull * rows[r][i] / scale[i];
        }
      }
    }
    return gradient;
  }
}
