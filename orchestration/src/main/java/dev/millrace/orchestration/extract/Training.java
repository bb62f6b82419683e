package dev.millrace.orchestration.extract;

import dev.millrace.orchestration.extract.Ranking.Ranked;
import dev.millrace.orchestration.extract.Ranking.Read;
import dev.millrace.retrieval.embedding.Embedder;
import dev.millrace.retrieval.search.Evidence;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Learns the weights that ship: from questions of which it is known whether, and by which
 * sentences, they are answered.
 */
public final class Training {
  private static final double SENTENCE_RIDGE = 0.003;
  private static final double ANSWERED_RIDGE = 0.003;

  private final Embedder embedder;
  private final Map<String, float[]> vectors = new HashMap<>();
  private final List<Lesson> lessons = new ArrayList<>();

  private record Lesson(List<Ranked> parts, boolean[] right, boolean answered) {}

  /**
   * The two files of weights.
   *
   * @param sentence goes to {@code sentence.tsv}
   * @param answered goes to {@code answered.tsv}
   */
  public record Learned(String sentence, String answered) {}

  public Training(Embedder embedder) {
    this.embedder = embedder;
  }

  /**
   * Takes a question.
   *
   * @param evidence best first
   * @param answered whether the question has an answer at all
   * @param right whether a sentence holds the answer
   */
  public void add(
      String question,
      float[] queryVector,
      List<Evidence> evidence,
      boolean answered,
      Predicate<String> right) {
    Question asked = Question.of(question);
    List<Ranked> parts = Ranking.measured(asked, Read.of(asked, evidence));
    boolean[] good = new boolean[parts.size()];
    for (int i = 0; i < good.length; i++) {
      Candidate part = parts.get(i).candidate();
      Features.set(
          parts.get(i).values(),
          Feature.COSINE,
          Ranking.cosine(queryVector, vector(Ranking.embedded(part))));
      good[i] = answered && right.test(part.text());
    }
    lessons.add(new Lesson(parts, good, answered));
  }

  private float[] vector(String text) {
    return vectors.computeIfAbsent(text, unseen -> embedder.passages(List.of(unseen)).getFirst());
  }

  /**
   * Learns from all questions that were added.
   *
   * @param remark where they are from, written at the top of both files
   */
  public Learned learn(String remark) {
    Fit sentences = new Fit(SENTENCE_RIDGE);
    for (Lesson lesson : lessons) {
      if (lesson.answered()) {
        sentences.add(
            lesson.parts().stream().map(Ranked::values).toArray(double[][]::new), lesson.right());
      }
    }
    String sentence = Coefficients.write(remark, Ranking.NAMES, sentences.weights());
    Coefficients weights = Coefficients.read(sentence, Ranking.NAMES);
    Fit answered = new Fit(ANSWERED_RIDGE);
    for (Lesson lesson : lessons) {
      List<Ranked> best =
          Ranking.scored(Ranking.few(lesson.parts(), weights, Ranking.EMBEDDED), weights);
      if (!best.isEmpty()) {
        double[] signs = Answerability.signs(best);
        answered.add(
            new double[][] {signs, new double[signs.length]},
            new boolean[] {lesson.answered(), !lesson.answered()});
      }
    }
    return new Learned(
        sentence, Coefficients.write(remark, Answerability.NAMES, answered.weights()));
  }
}
