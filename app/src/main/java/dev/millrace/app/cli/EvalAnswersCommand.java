package dev.millrace.app.cli;

import dev.millrace.orchestration.evaluation.AnswerCollection;
import dev.millrace.orchestration.evaluation.AnswerCollection.Asked;
import dev.millrace.orchestration.evaluation.AnswerEvaluation;
import dev.millrace.orchestration.evaluation.AnswerMeasures;
import dev.millrace.orchestration.extract.Training;
import dev.millrace.retrieval.embedding.OnnxEmbedder;
import dev.millrace.retrieval.index.LuceneIndex.Bm25;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code eval answers DIR}: extractive answers and refusals against known answers. */
@Command(
    name = "answers",
    description = {
      "Index a folder in SQuAD's form on a scratch home and measure extractive answers on it.",
      "answerInFirstSentence: answerable questions whose first quote holds a right wording."
          + " refusalAuc and refusedUnanswerableAt10: how well refusal tells the unanswerable."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class EvalAnswersCommand implements Callable<Integer> {
  private static final String REMARK =
      """
      Learnt by: ./millrace eval answers DIR --learn FOLDER
      from the articles of SQuAD 2.0's development set (Rajpurkar, Jia and Liang 2018, CC BY-SA 4.0)
      whose title has an odd String.hashCode().
      """;

  /** Which questions count. */
  enum Articles {
    ALL,
    LEARNT,
    HELD_OUT;

    boolean has(Asked asked) {
      return switch (this) {
        case ALL -> true;
        case LEARNT -> asked.forLearning();
        case HELD_OUT -> !asked.forLearning();
      };
    }
  }

  @Parameters(
      paramLabel = "DIR",
      description = "Holds corpus.jsonl, queries.jsonl and answers.jsonl.")
  private Path folder = Path.of("");

  @Option(
      names = "--articles",
      paramLabel = "WHICH",
      description =
          "all, learnt or held_out: the articles from which the shipped weights were learnt when DIR"
              + " is SQuAD 2.0's development set, or the others; all unless given.")
  private Articles articles = Articles.ALL;

  @Option(
      names = "--limit-queries",
      paramLabel = "N",
      description = "Only the first so many questions.")
  private @Nullable Integer limitQueries;

  @Option(
      names = "--learn",
      paramLabel = "FOLDER",
      description = "Learn weights from the articles for learning and write them there instead.")
  private @Nullable Path learn;

  @Option(names = "--json", description = "Write JSON only.")
  private boolean json;

  @Spec private @Nullable CommandSpec spec;

  private final Surroundings surroundings;

  EvalAnswersCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException {
    if (!Files.isDirectory(folder)) {
      throw Usage.wrong(spec, "there is no folder " + folder.toAbsolutePath());
    }
    if (limitQueries != null && limitQueries < 1) {
      throw Usage.wrong(spec, "--limit-queries is 1 or more, not " + limitQueries);
    }
    Terminal terminal = surroundings.terminal();
    StepWatch watch = new StepWatch(surroundings.clock());
    LiveProgress progress = new LiveProgress(terminal, watch::progress);
    try (progress) {
      if (!json || terminal.interactive()) {
        progress.start();
      }
      List<String> lines =
          ScratchCorpus.with(
              home -> OnnxEmbedder.bgeSmall(home.resolve("native")),
              Bm25.DEFAULT,
              corpus -> run(corpus, watch));
      progress.close();
      lines.forEach(terminal.out()::println);
    } catch (IllegalArgumentException e) {
      throw new CommandFailure(String.valueOf(e.getMessage()), e);
    }
    return ExitCode.DONE;
  }

  private List<String> run(ScratchCorpus corpus, StepWatch watch) throws IOException {
    AnswerCollection collection = AnswerCollection.open(folder);
    long position =
        corpus
            .retrieval()
            .index(
                collection.paragraphs(),
                (done, total) -> watch.at(new EvaluationRun.Step("indexing", done, total)));
    corpus.await(position);
    AnswerEvaluation evaluation =
        new AnswerEvaluation(corpus.search(), corpus.embedder(), corpus.viewer("eval"));
    Articles chosen = learn == null ? articles : Articles.LEARNT;
    List<Asked> questions =
        collection.questions().stream()
            .filter(chosen::has)
            .limit(limitQueries == null ? Integer.MAX_VALUE : limitQueries)
            .toList();
    if (learn != null) {
      Training.Learned learned =
          evaluation.learn(
              questions,
              REMARK,
              position,
              (done, total) -> watch.at(new EvaluationRun.Step("reading", done, total)));
      Files.createDirectories(learn);
      Files.writeString(learn.resolve("sentence.tsv"), learned.sentence());
      Files.writeString(learn.resolve("answered.tsv"), learned.answered());
      return List.of("wrote sentence.tsv and answered.tsv to " + learn);
    }
    return lines(
        evaluation.measure(
            questions,
            position,
            (done, total) -> watch.at(new EvaluationRun.Step("answering", done, total))));
  }

  private List<String> lines(AnswerMeasures measures) {
    Map<String, Double> values = new LinkedHashMap<>();
    values.put("answerInFirstSentence", measures.answerInFirstSentence());
    values.put("refusalAuc", measures.refusalAuc());
    values.put("refusedUnanswerableAt10", measures.refusedUnanswerableAt10());
    values.put("refusedAnswerable", measures.refusedAnswerable());
    values.put("p50Ms", measures.p50());
    values.put("p95Ms", measures.p95());
    if (json) {
      Map<String, @Nullable Object> all = new LinkedHashMap<>();
      values.forEach((name, value) -> all.put(name, Double.isNaN(value) ? null : value));
      all.put("questions", measures.questions());
      return List.of(Json.write(all));
    }
    return values.entrySet().stream()
        .map(entry -> String.format(Locale.ROOT, "%-24s %8.4f", entry.getKey(), entry.getValue()))
        .toList();
  }
}
