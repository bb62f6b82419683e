package dev.millrace.app.cli;

import java.util.List;

/** Percentiles by the nearest rank. */
final class Percentile {
  private Percentile() {}

  /**
   * The least value that so many of a hundred do not exceed.
   *
   * @param values at least one
   * @param percent 1 to 100
   */
  static double of(List<Double> values, int percent) {
    List<Double> sorted = values.stream().sorted().toList();
    int rank = (int) Math.ceil(percent / 100.0 * sorted.size());
    return sorted.get(Math.max(0, rank - 1));
  }
}
