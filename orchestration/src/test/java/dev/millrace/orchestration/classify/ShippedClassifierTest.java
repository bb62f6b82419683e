package dev.millrace.orchestration.classify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.millrace.retrieval.embedding.Embedder;
import dev.millrace.retrieval.embedding.OnnxEmbedder;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What ships, on the embedder that it was learnt with. */
class ShippedClassifierTest {
  private static Embedder embedder;
  private static List<EmbeddedQuestion> test;

  @BeforeAll
  static void embed() {
    embedder = OnnxEmbedder.bgeSmall(Path.of("target", "native"));
    test = EmbeddedQuestion.all(LabelledQuestions.test(), embedder);
  }

  @AfterAll
  static void close() {
    embedder.close();
  }

  @Test
  void isLearntFromTheExamplesThatShip() {
    QuestionClassifier shipped = QuestionClassifier.shipped(embedder.space());
    QuestionClassifier again =
        ClassifierTraining.train(LabelledQuestions.train(), embedder).classifier();

    for (EmbeddedQuestion question : test) {
      Classification one = shipped.classify(question.vector());
      Classification other = again.classify(question.vector());
      for (QuestionClass each : QuestionClass.values()) {
        // Another processor may round the quantised model's vectors otherwise.
        assertThat(one.probability(each)).isCloseTo(other.probability(each), within(.02));
      }
    }
  }

  @Test
  void isAsGoodAsWeSay() {
    ClassifierScore score = ClassifierScore.of(QuestionClassifier.shipped(embedder.space()), test);

    assertThat(score.accuracy()).isGreaterThan(.8);
    assertThat(score.calibrationError()).isLessThan(.08);
    for (QuestionClass one : QuestionClass.values()) {
      assertThat(score.of(one).recall()).as(one.wire()).isGreaterThan(.55);
    }
  }

  @Test
  void hasEnoughExamplesAndMeasuresWithOthers() {
    Set<String> learnt = new HashSet<>();
    LabelledQuestions.train().forEach(question -> learnt.add(plain(question)));

    assertThat(learnt).hasSameSizeAs(LabelledQuestions.train());
    assertThat(LabelledQuestions.test()).noneMatch(question -> learnt.contains(plain(question)));
    for (QuestionClass one : QuestionClass.values()) {
      assertThat(LabelledQuestions.train().stream().filter(of -> of.questionClass() == one))
          .as(one.wire())
          .hasSizeGreaterThanOrEqualTo(100);
      assertThat(test.stream().filter(of -> of.questionClass() == one))
          .as(one.wire())
          .hasSizeGreaterThanOrEqualTo(25);
    }
  }

  /** Else it would be measured how well it remembers. */
  @Test
  void measuresWithNothingThatIsAlmostAnExample() {
    for (LabelledQuestion question : LabelledQuestions.test()) {
      assertThat(LabelledQuestions.train())
          .as(question.text())
          .noneMatch(
              learnt ->
                  learnt.questionClass() == question.questionClass()
                      && sharedWords(learnt, question) >= .6);
    }
  }

  private static double sharedWords(LabelledQuestion one, LabelledQuestion other) {
    Set<String> shared = new HashSet<>(List.of(plain(one).split(" ")));
    Set<String> all = new HashSet<>(shared);
    Set<String> words = Set.copyOf(List.of(plain(other).split(" ")));
    shared.retainAll(words);
    all.addAll(words);
    return (double) shared.size() / all.size();
  }

  private static String plain(LabelledQuestion question) {
    return question.text().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", " ").strip();
  }
}
