package dev.millrace.orchestration.classify;

import dev.millrace.retrieval.corpus.EmbeddingSpace;
import dev.millrace.retrieval.embedding.Embedder;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.tribuo.MutableDataset;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.classification.sgd.linear.LinearSGDModel;
import org.tribuo.classification.sgd.linear.LinearSGDTrainer;
import org.tribuo.classification.sgd.objectives.LogMulticlass;
import org.tribuo.impl.ArrayExample;
import org.tribuo.math.la.DenseMatrix;
import org.tribuo.math.optimisers.Adam;
import org.tribuo.provenance.SimpleDataSourceProvenance;

/** Learns a classifier from labelled questions: the same examples give the same one. */
public final class ClassifierTraining {
  private static final int BATCH = 16;

  /**
   * How fast and how long it learns. Faster or longer fits the examples better and others worse:
   * these gave the least log loss in ten-fold cross-validation on the shipped examples to learn
   * from.
   */
  private static final double LEARNING_RATE = 1e-4;

  private static final int EPOCHS = 10;

  private static final long SEED = 20_261_121L;
  private static final int SILENT = -1;

  private ClassifierTraining() {}

  /**
   * Learns; embeds each question once, about 5 ms each.
   *
   * @throws IllegalArgumentException if a class has no example
   */
  public static TrainedClassifier train(List<LabelledQuestion> questions, Embedder embedder) {
    return train(EmbeddedQuestion.all(questions, embedder), embedder.space());
  }

  static TrainedClassifier train(List<EmbeddedQuestion> questions, EmbeddingSpace space) {
    LabelFactory labels = new LabelFactory();
    MutableDataset<Label> examples =
        new MutableDataset<>(new SimpleDataSourceProvenance("questions", labels), labels);
    String[] names = names(space.dimension());
    Standardisation standard = Standardisation.of(questions, space.dimension());
    for (EmbeddedQuestion question : questions) {
      examples.add(
          new ArrayExample<>(
              new Label(question.questionClass().wire()),
              names,
              standard.apply(question.vector())));
    }
    LinearSGDTrainer trainer =
        new LinearSGDTrainer(
            new LogMulticlass(),
            new Adam(LEARNING_RATE, .9, .999, 1e-6),
            EPOCHS,
            SILENT,
            BATCH,
            SEED);
    return new TrainedClassifier(coefficients(trainer.train(examples), names, standard, space));
  }

  private static Coefficients coefficients(
      LinearSGDModel model, String[] names, Standardisation standard, EmbeddingSpace space) {
    DenseMatrix learnt = model.getWeightsCopy();
    int bias = learnt.getDimension2Size() - 1;
    Map<QuestionClass, float[]> weights = new EnumMap<>(QuestionClass.class);
    Map<QuestionClass, Double> biases = new EnumMap<>(QuestionClass.class);
    for (QuestionClass one : QuestionClass.values()) {
      int row = model.getOutputIDInfo().getID(new Label(one.wire()));
      if (row < 0) {
        throw new IllegalArgumentException("there is no example of " + one.wire());
      }
      float[] line = new float[space.dimension()];
      double shift = 0;
      for (int i = 0; i < line.length; i++) {
        double weight =
            learnt.get(row, model.getFeatureIDMap().getID(names[i])) / standard.deviations()[i];
        line[i] = (float) weight;
        shift += weight * standard.means()[i];
      }
      weights.put(one, line);
      biases.put(one, learnt.get(row, bias) - shift);
    }
    return new Coefficients(space, weights, biases);
  }

  /** Tribuo knows features by name and sorts by it. */
  private static String[] names(int dimension) {
    String[] names = new String[dimension];
    for (int i = 0; i < dimension; i++) {
      names[i] = String.format(Locale.ROOT, "%05d", i);
    }
    return names;
  }
}
