package dev.millrace.app.cli;

import dev.millrace.app.database.ScratchHome;
import dev.millrace.orchestration.classify.ClassifierScore;
import dev.millrace.orchestration.classify.ClassifierTraining;
import dev.millrace.orchestration.classify.LabelledQuestion;
import dev.millrace.orchestration.classify.LabelledQuestions;
import dev.millrace.orchestration.classify.QuestionClass;
import dev.millrace.orchestration.classify.TrainedClassifier;
import dev.millrace.retrieval.embedding.Embedder;
import dev.millrace.retrieval.embedding.OnnxEmbedder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code eval classifier}: learns the classifier of questions again and measures it. */
@Command(
    name = "classifier",
    description = {
      "Learn to classify questions from labelled ones and measure it on others.",
      "A file of them has a class, a tab and a question on each line."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class EvalClassifierCommand implements Callable<Integer> {
  @Option(
      names = "--train",
      paramLabel = "FILE",
      description = "Learn from these; from those that ship unless given.")
  private @Nullable Path train;

  @Option(
      names = "--test",
      paramLabel = "FILE",
      description = "Measure with these; with those that ship unless given.")
  private @Nullable Path test;

  @Option(
      names = "--write",
      paramLabel = "FILE",
      description = "Write what was learnt, in the form of coefficients.json.")
  private @Nullable Path write;

  @Option(names = "--json", description = "Write JSON only.")
  private boolean json;

  private final Surroundings surroundings;

  EvalClassifierCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    Terminal terminal = surroundings.terminal();
    List<LabelledQuestion> learnt = questions(train, LabelledQuestions::train);
    List<LabelledQuestion> measured = questions(test, LabelledQuestions::test);
    ClassifierScore score = score(learnt, measured);
    if (json) {
      terminal.out().println(Json.write(byName(score, learnt.size())));
    } else {
      table(score, learnt.size()).forEach(terminal.out()::println);
    }
    return ExitCode.DONE;
  }

  private static List<LabelledQuestion> questions(
      @Nullable Path file, Supplier<List<LabelledQuestion>> shipped) {
    try {
      return file == null ? shipped.get() : LabelledQuestions.read(file);
    } catch (IllegalArgumentException e) {
      throw new CommandFailure(String.valueOf(e.getMessage()), e);
    } catch (IOException e) {
      throw new CommandFailure(file + " can't be read as UTF-8 text: " + e, e);
    }
  }

  private ClassifierScore score(List<LabelledQuestion> learnt, List<LabelledQuestion> measured) {
    try (ScratchHome home = ScratchHome.create();
        Embedder embedder = OnnxEmbedder.bgeSmall(home.path().resolve("native"))) {
      TrainedClassifier trained = ClassifierTraining.train(learnt, embedder);
      ClassifierScore score = ClassifierScore.of(trained.classifier(), measured, embedder);
      if (write != null) {
        Files.writeString(write, trained.json());
      }
      return score;
    } catch (IllegalArgumentException e) {
      throw new CommandFailure(String.valueOf(e.getMessage()), e);
    } catch (IOException e) {
      throw new CommandFailure(write + " can't be written: " + e, e);
    }
  }

  private static Map<String, Object> byName(ClassifierScore score, int learnt) {
    Map<String, Object> classes = new LinkedHashMap<>();
    for (QuestionClass one : QuestionClass.values()) {
      classes.put(one.wire(), score.of(one));
    }
    Map<String, Object> named = new LinkedHashMap<>();
    named.put("learnt", learnt);
    named.put("measured", score.questions());
    named.put("accuracy", score.accuracy());
    named.put("logLoss", score.logLoss());
    named.put("calibrationError", score.calibrationError());
    named.put("classes", classes);
    return named;
  }

  private static List<String> table(ClassifierScore score, int learnt) {
    List<String> lines = new ArrayList<>();
    lines.add(
        String.format(Locale.ROOT, "%-14s%10s%11s%10s", "", "questions", "precision", "recall"));
    for (QuestionClass one : QuestionClass.values()) {
      ClassifierScore.ClassScore of = score.of(one);
      lines.add(
          String.format(
              Locale.ROOT,
              "%-14s%10d%11.3f%10.3f",
              one.wire(),
              of.questions(),
              of.precision(),
              of.recall()));
    }
    lines.add("");
    lines.add(
        String.format(
            Locale.ROOT,
            "accuracy %.3f, log loss %.3f, calibration error %.3f; %d questions learnt, %d measured",
            score.accuracy(),
            score.logLoss(),
            score.calibrationError(),
            learnt,
            score.questions()));
    return lines;
  }
}
