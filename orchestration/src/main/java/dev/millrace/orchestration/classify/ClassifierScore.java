package dev.millrace.orchestration.classify;

import dev.millrace.retrieval.embedding.Embedder;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * How good a classifier is on labelled questions.
 *
 * @param questions how many it was measured with
 * @param accuracy share that it put into the right class, 0 to 1
 * @param logLoss mean of −ln of the probability that it gave the right class; 0 is perfect, ln 8 =
 *     2.08 knows nothing
 * @param calibrationError mean gap between confidence and accuracy over ten bins of confidence,
 *     each weighed by its size (Naeini, Cooper, Hauskrecht, AAAI 2015); 0 is perfect
 * @param classes by class
 */
public record ClassifierScore(
    int questions,
    double accuracy,
    double logLoss,
    double calibrationError,
    Map<QuestionClass, ClassScore> classes) {
  private static final int BINS = 10;

  /** No probability is so small that its logarithm counts for everything. */
  private static final double LEAST = 1e-9;

  /**
   * How good it is on a class.
   *
   * @param questions of this class
   * @param precision share of those taken for this class that are of it; 0 if none was
   * @param recall share of those of this class that were taken for it; 0 if there is none
   */
  public record ClassScore(int questions, double precision, double recall) {}

  public ClassifierScore {
    classes = Map.copyOf(classes);
  }

  /** How good it is on that class. */
  public ClassScore of(QuestionClass one) {
    return classes.getOrDefault(one, new ClassScore(0, 0, 0));
  }

  private record Outcome(QuestionClass wanted, Classification got) {
    boolean right() {
      return got.questionClass() == wanted;
    }
  }

  /**
   * Classifies the questions and compares.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static ClassifierScore of(
      QuestionClassifier classifier, List<LabelledQuestion> questions, Embedder embedder) {
    return of(classifier, EmbeddedQuestion.all(questions, embedder));
  }

  static ClassifierScore of(QuestionClassifier classifier, List<EmbeddedQuestion> questions) {
    if (questions.isEmpty()) {
      throw new IllegalArgumentException("there is no question to measure with");
    }
    List<Outcome> outcomes =
        questions.stream()
            .map(one -> new Outcome(one.questionClass(), classifier.classify(one.vector())))
            .toList();
    Map<QuestionClass, ClassScore> classes = new EnumMap<>(QuestionClass.class);
    for (QuestionClass one : QuestionClass.values()) {
      classes.put(one, ofClass(one, outcomes));
    }
    return new ClassifierScore(
        outcomes.size(),
        share(outcomes, Outcome::right),
        outcomes.stream().mapToDouble(ClassifierScore::loss).average().orElseThrow(),
        calibrationError(outcomes),
        classes);
  }

  private static ClassScore ofClass(QuestionClass one, List<Outcome> outcomes) {
    List<Outcome> taken =
        outcomes.stream().filter(outcome -> outcome.got().questionClass() == one).toList();
    List<Outcome> members = outcomes.stream().filter(outcome -> outcome.wanted() == one).toList();
    return new ClassScore(
        members.size(), share(taken, Outcome::right), share(members, Outcome::right));
  }

  private static double loss(Outcome outcome) {
    return -Math.log(Math.max(outcome.got().probability(outcome.wanted()), LEAST));
  }

  private static double calibrationError(List<Outcome> outcomes) {
    List<List<Outcome>> bins = new ArrayList<>();
    for (int bin = 0; bin < BINS; bin++) {
      bins.add(new ArrayList<>());
    }
    for (Outcome outcome : outcomes) {
      bins.get((int) Math.min(BINS - 1, outcome.got().confidence() * BINS)).add(outcome);
    }
    double error = 0;
    for (List<Outcome> bin : bins) {
      double confidence =
          bin.stream().mapToDouble(outcome -> outcome.got().confidence()).average().orElse(0);
      error += Math.abs(confidence - share(bin, Outcome::right)) * bin.size() / outcomes.size();
    }
    return error;
  }

  private static double share(List<Outcome> outcomes, Predicate<Outcome> which) {
    return outcomes.isEmpty()
        ? 0
        : (double) outcomes.stream().filter(which).count() / outcomes.size();
  }
}
