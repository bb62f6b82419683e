package dev.millrace.orchestration.classify;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.millrace.retrieval.corpus.EmbeddingSpace;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a logistic regression has learnt: for each class a weight for each dimension, and a bias.
 *
 * @param space the only space whose vectors they fit
 * @param weights by class, as many as the space has dimensions
 * @param biases by class
 */
record Coefficients(
    EmbeddingSpace space, Map<QuestionClass, float[]> weights, Map<QuestionClass, Double> biases) {
  private static final ObjectMapper JSON = JsonMapper.builder().build();

  /** The file's form: one line a class, so that a change can be read. */
  @JsonPropertyOrder({"model", "dimension", "queryPrefix", "classes"})
  private record Stored(String model, int dimension, String queryPrefix, List<Line> classes) {}

  private record Line(String questionClass, double bias, List<Float> weights) {}

  Coefficients {
    for (QuestionClass one : QuestionClass.values()) {
      float[] row = weights.get(one);
      if (row == null || row.length != space.dimension() || biases.get(one) == null) {
        throw new IllegalArgumentException(
            one.wire() + " needs a bias and " + space.dimension() + " weights");
      }
    }
    weights = Collections.unmodifiableMap(new EnumMap<>(weights));
    biases = Collections.unmodifiableMap(new EnumMap<>(biases));
  }

  /**
   * Reads what {@link #json} wrote.
   *
   * @throws IOException if it can't be read or is not in that form
   */
  static Coefficients read(InputStream json) throws IOException {
    Stored stored = JSON.readValue(json, Stored.class);
    Map<QuestionClass, float[]> weights = new EnumMap<>(QuestionClass.class);
    Map<QuestionClass, Double> biases = new EnumMap<>(QuestionClass.class);
    for (Line line : stored.classes()) {
      QuestionClass one = QuestionClass.of(line.questionClass());
      float[] row = new float[line.weights().size()];
      for (int i = 0; i < row.length; i++) {
        row[i] = line.weights().get(i);
      }
      weights.put(one, row);
      biases.put(one, line.bias());
    }
    return new Coefficients(
        new EmbeddingSpace(stored.model(), stored.dimension(), stored.queryPrefix()),
        weights,
        biases);
  }

  /** As JSON, numbers to four decimals: far finer than what the examples can tell. */
  String json() {
    try {
      List<String> lines = new ArrayList<>();
      for (QuestionClass one : QuestionClass.values()) {
        List<String> row = new ArrayList<>();
        for (float weight : row(one)) {
          row.add(rounded(weight));
        }
        lines.add(
            "{\"questionClass\":%s,\"bias\":%s,\"weights\":[%s]}"
                .formatted(
                    JSON.writeValueAsString(one.wire()),
                    rounded(bias(one)),
                    String.join(",", row)));
      }
      return "{\"model\":%s,\"dimension\":%d,\"queryPrefix\":%s,\"classes\":[%n%s%n]}%n"
          .formatted(
              JSON.writeValueAsString(space.model()),
              space.dimension(),
              JSON.writeValueAsString(space.queryPrefix()),
              String.join(",\n", lines));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("text can't be written as JSON", e);
    }
  }

  private static String rounded(double value) {
    return String.format(Locale.ROOT, "%.4f", value);
  }

  /** The probability of each class for a vector of the space. */
  Map<QuestionClass, Double> probabilities(float[] vector) {
    Map<QuestionClass, Double> scores = new EnumMap<>(QuestionClass.class);
    for (QuestionClass one : QuestionClass.values()) {
      float[] row = row(one);
      double sum = bias(one);
      for (int i = 0; i < row.length; i++) {
        sum += (double) row[i] * vector[i];
      }
      scores.put(one, sum);
    }
    // Less the highest, so that no exponential overflows.
    double highest = Collections.max(scores.values());
    scores.replaceAll((one, score) -> Math.exp(score - highest));
    double total = scores.values().stream().mapToDouble(Double::doubleValue).sum();
    scores.replaceAll((one, score) -> score / total);
    return scores;
  }

  private float[] row(QuestionClass one) {
    return weights.getOrDefault(one, new float[0]);
  }

  private double bias(QuestionClass one) {
    return biases.getOrDefault(one, 0.0);
  }
}
