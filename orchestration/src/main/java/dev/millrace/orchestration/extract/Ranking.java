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
 * question (conditional logit), and three rules. Only the best by all other measures are embedded.
 */
final class Ranking {
  /** Embedding 24 instead moves the share of right first sentences on SQuAD by a thousandth. */
  static final int EMBEDDED = 8;

  /** A part that is longer is embedded by its beginning, in UTF-16 units: time grows with it. */
  private static final int LONGEST_EMBEDDED = 600;

  /**
   * For a document that the question names: the share of the words that tell its name from the
   * others'. A rule, since articles of an encyclopedia are not asked for by name.
   */
  private static final double NAMED = 2;

  /** For a list of steps where the question is how to do something; articles have none. */
  private static final double STEPS = 3;

  /** For each other passage of the same page that was found, by the square of its score's share. */
  private static final double BESIDE = 2;

  static final List<String> NAMES = Coefficients.names(Feature.values());

  /**
   * A part with what was measured of it.
   *
   * @param rule what is added to the learnt score
   * @param vector its vector; empty until it is embedded
   * @param score comparable within one question: differences are logarithms of odds
   */
  record Ranked(Candidate candidate, double[] values, double rule, float[] vector, double score) {
    Ranked scored(double score) {
      return new Ranked(candidate, values, rule, vector, score);
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
    return best(question, queryVector, read, EMBEDDED);
  }

  /**
   * The best parts, best first.
   *
   * @param most how many at most; embedding them takes most of the time
   */
  List<Ranked> best(Question question, float[] queryVector, Read read, int most) {
    List<Ranked> few = few(measured(question, read), weights, most);
    List<float[]> vectors =
        embedder.passages(few.stream().map(part -> embedded(part.candidate())).toList());
    List<Ranked> embedded = new ArrayList<>(few.size());
    for (int i = 0; i < few.size(); i++) {
      Ranked part = few.get(i);
      Features.set(part.values(), Feature.COSINE, cosine(queryVector, vectors.get(i)));
      embedded.add(new Ranked(part.candidate(), part.values(), part.rule(), vectors.get(i), 0));
    }
    return scored(embedded, weights);
  }

  /** Those that are worth embedding. */
  static List<Ranked> few(List<Ranked> measured, Coefficients weights, int most) {
    double cosine = weights.of(Feature.COSINE.index());
    return measured.stream()
        .map(
            part ->
                part.scored(
                    weights.sum(part.values()) - cosine * part.value(Feature.COSINE) + part.rule()))
        .sorted(Comparator.comparingDouble(Ranked::score).reversed())
        .limit(most)
        .toList();
  }

  /** By all measures, best first. */
  static List<Ranked> scored(List<Ranked> parts, Coefficients weights) {
    return parts.stream()
        .map(part -> part.scored(weights.sum(part.values()) + part.rule()))
        .sorted(Comparator.comparingDouble(Ranked::score).reversed())
        .toList();
  }

  /** Every part with its measures but for the cosine, unscored, in reading order. */
  static List<Ranked> measured(Question question, Read read) {
    Features features = new Features(question);
    List<Ranked> all = new ArrayList<>();
    double top = read.passages().isEmpty() ? 1 : read.passages().getFirst().evidence().score();
    Set<String> telling = read.tellingNames();
    List<Candidate> parts = read.parts();
    Set<String> heading = Set.of();
    for (int i = 0; i < parts.size(); i++) {
      Candidate part = parts.get(i);
      if (part.heading()) {
        heading = part.stems();
        continue;
      }
      if (part.place() == 0) {
        heading = Set.of();
      }
      Set<String> around = new HashSet<>();
      for (int j : new int[] {i - 1, i + 1}) {
        if (j >= 0 && j < parts.size() && parts.get(j).n() == part.n()) {
          around.addAll(parts.get(j).stems());
        }
      }
      around.addAll(heading);
      double[] values = features.of(part, read.passages().get(part.n() - 1), around);
      Features.set(values, Feature.RANK, 1.0 / part.n());
      Features.set(
          values, Feature.SCORE, top > 0 ? Math.clamp(part.evidence().score() / top, 0, 1) : 0);
      double rule =
          NAMED * question.share(telling, read.passages().get(part.n() - 1).name())
              + (question.howTo() && part.steps() ? STEPS : 0)
              + BESIDE * read.beside(part.n());
      all.add(new Ranked(part, values, rule, new float[0], 0));
    }
    return all;
  }

  /** What of a part is embedded: title and heading say what it is about. */
  static String embedded(Candidate candidate) {
    String text = candidate.text();
    Evidence evidence = candidate.evidence();
    StringBuilder embedded = new StringBuilder(evidence.title()).append('\n');
    if (!candidate.under().isEmpty() && !candidate.under().equals(evidence.title())) {
      embedded.append(candidate.under()).append('\n');
    }
    embedded.append(text, 0, Math.min(text.length(), LONGEST_EMBEDDED));
    return embedded.toString().strip();
  }

  static double cosine(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (double) a[i] * b[i];
    }
    return sum;
  }

  /** Evidence taken apart. */
  record Read(List<Surroundings> passages, List<Candidate> parts) {
    /** Evidence as the question needs it. */
    static Read of(Question question, List<Evidence> evidence) {
      return new Read(
          evidence.stream().map(Surroundings::of).toList(),
          Candidate.of(evidence, question.howTo()));
    }

    /**
     * How much of its page was found besides a passage: a page that comes up again and again is
     * about what is asked. 0 for a document without pages.
     *
     * @param n place of the passage, from 1
     */
    double beside(int n) {
      Evidence passage = passages.get(n - 1).evidence();
      double top = passages.getFirst().evidence().score();
      double sum = 0;
      for (int i = 0; i < passages.size(); i++) {
        Evidence other = passages.get(i).evidence();
        if (i != n - 1
            && top > 0
            && passage.page() != null
            && passage.page().equals(other.page())
            && passage.documentId().equals(other.documentId())) {
          sum += Math.pow(Math.clamp(other.score() / top, 0, 1), 2);
        }
      }
      return sum;
    }

    /** Words in the names of some documents, but not of all. */
    Set<String> tellingNames() {
      Set<String> some = new HashSet<>();
      Set<String> all = null;
      for (Surroundings passage : passages) {
        some.addAll(passage.name());
        if (all == null) {
          all = new HashSet<>(passage.name());
        }
        all.retainAll(passage.name());
      }
      some.removeAll(all == null ? Set.of() : all);
      return some;
    }
  }
}
