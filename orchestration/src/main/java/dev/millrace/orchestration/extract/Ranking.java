package dev.millrace.orchestration.extract;

import dev.millrace.retrieval.embedding.Embedder;
import dev.millrace.retrieval.search.Evidence;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Parts of passages by how well they answer a question: a linear score over {@link Feature}s, whose
 * weights were learnt so that sentences which hold an answer come before the others of the same
 * question (conditional logit). Only the best by all other measures are embedded.
 */
final class Ranking {
  /** On SQuAD, embedding more than 8 changes no first place in a thousand. */
  static final int EMBEDDED = 10;

  /** A part that is longer is embedded by its beginning, in UTF-16 units: time grows with it. */
  private static final int LONGEST_EMBEDDED = 600;

  static final List<String> NAMES = Coefficients.names(Feature.values());

  /**
   * A part with what was measured of it.
   *
   * @param score comparable within one question: differences are logarithms of odds
   */
  record Ranked(Candidate candidate, double[] values, double score) {
    Ranked scored(double score) {
      return new Ranked(candidate, values, score);
    }

    double value(Feature feature) {
      return values[feature.index()];
    }
  }

  private final Embedder embedder;
  private final Coefficients weights;

  Ranking(Embedder embedder, Coefficients weights) {
    this.embedder = embedder;
    this.weights = weights;
  }

  static Ranking shipped(Embedder embedder) {
    return new Ranking(embedder, Coefficients.shipped("sentence.tsv", NAMES));
  }

  /** The best parts, best first. */
  List<Ranked> best(Question question, float[] queryVector, Read read) {
    List<Ranked> few = few(measured(question, read), weights);
    List<float[]> vectors =
        embedder.passages(few.stream().map(part -> embedded(part.candidate())).toList());
    for (int i = 0; i < few.size(); i++) {
      Features.set(few.get(i).values(), Feature.COSINE, cosine(queryVector, vectors.get(i)));
    }
    return scored(few, weights);
  }

  /** Those that are worth embedding. */
  static List<Ranked> few(List<Ranked> measured, Coefficients weights) {
    double cosine = weights.of(Feature.COSINE.index());
    return measured.stream()
        .map(part -> part.scored(weights.sum(part.values()) - cosine * part.value(Feature.COSINE)))
        .sorted(Comparator.comparingDouble(Ranked::score).reversed())
        .limit(EMBEDDED)
        .toList();
  }

  /** By all measures, best first. */
  static List<Ranked> scored(List<Ranked> parts, Coefficients weights) {
    return parts.stream()
        .map(part -> part.scored(weights.sum(part.values())))
        .sorted(Comparator.comparingDouble(Ranked::score).reversed())
        .toList();
  }

  /** Every part with its measures but for the cosine, unscored, in reading order. */
  static List<Ranked> measured(Question question, Read read) {
    Features features = new Features(question);
    List<Ranked> all = new ArrayList<>();
    double top = read.passages().isEmpty() ? 1 : read.passages().getFirst().evidence().score();
    List<Candidate> parts = read.parts();
    for (int i = 0; i < parts.size(); i++) {
      Candidate part = parts.get(i);
      Set<String> around = new HashSet<>();
      for (int j : new int[] {i - 1, i + 1}) {
        if (j >= 0 && j < parts.size() && parts.get(j).n() == part.n()) {
          around.addAll(parts.get(j).stems());
        }
      }
      double[] values = features.of(part, read.passages().get(part.n() - 1), around);
      Features.set(values, Feature.RANK, 1.0 / part.n());
      Features.set(
          values, Feature.SCORE, top > 0 ? Math.clamp(part.evidence().score() / top, 0, 1) : 0);
      all.add(new Ranked(part, values, 0));
    }
    return all;
  }

  /** What of a part is embedded: its document's title says what it is about. */
  static String embedded(Candidate candidate) {
    String text = candidate.text();
    String title = candidate.evidence().title();
    String part = text.length() <= LONGEST_EMBEDDED ? text : text.substring(0, LONGEST_EMBEDDED);
    return title.isBlank() ? part : title + "\n" + part;
  }

  static double cosine(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (double) a[i] * b[i];
    }
    return sum;
  }

  /** Evidence taken apart once, for as many questions as are put to it. */
  record Read(List<Surroundings> passages, List<Candidate> parts) {
    static Read of(List<Evidence> evidence) {
      return new Read(evidence.stream().map(Surroundings::of).toList(), Candidate.of(evidence));
    }
  }
}
