package dev.millrace.orchestration.extract;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What each of some named measures weighs. Written as lines of a name, a tab and a number; lines
 * that start with {@code #} are remarks.
 */
final class Coefficients {
  private final double[] weights;

  private Coefficients(double[] weights) {
    this.weights = weights;
  }

  /** The file that ships beside this class. Every name must be there, and no other. */
  static Coefficients shipped(String file, List<String> names) {
    try (InputStream in = Coefficients.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalStateException(file + " is not on the class path");
      }
      return read(new String(in.readAllBytes(), UTF_8), names);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Coefficients read(String lines, List<String> names) {
    Map<String, Double> read = new LinkedHashMap<>();
    lines
        .lines()
        .filter(line -> !line.isBlank() && !line.startsWith("#"))
        .forEach(
            line -> {
              String[] parts = line.split("\t", 2);
              read.put(parts[0], Double.valueOf(parts[1]));
            });
    if (!read.keySet().equals(Set.copyOf(names))) {
      throw new IllegalStateException("coefficients for " + read.keySet() + " do not fit " + names);
    }
    return new Coefficients(names.stream().mapToDouble(read::get).toArray());
  }

  static String write(String remark, List<String> names, double[] weights) {
    StringBuilder lines = new StringBuilder();
    remark.lines().forEach(line -> lines.append("# ").append(line).append('\n'));
    for (int i = 0; i < weights.length; i++) {
      lines.append(String.format(Locale.ROOT, "%s\t%.5f\n", names.get(i), weights[i]));
    }
    return lines.toString();
  }

  static List<String> names(Feature[] features) {
    return Arrays.stream(features).map(Enum::name).toList();
  }

  /** The weighted sum. */
  double sum(double[] values) {
    double sum = 0;
    for (int i = 0; i < weights.length; i++) {
      sum += weights[i] * values[i];
    }
    return sum;
  }

  double of(int index) {
    return weights[index];
  }
}
