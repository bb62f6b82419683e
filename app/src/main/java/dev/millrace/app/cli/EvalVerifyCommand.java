package dev.millrace.app.cli;

import dev.millrace.app.database.ScratchHome;
import dev.millrace.orchestration.evaluation.HumanAnswer;
import dev.millrace.orchestration.evaluation.HumanAnswers;
import dev.millrace.orchestration.evaluation.JudgedAnswer;
import dev.millrace.orchestration.evaluation.JudgedAnswers;
import dev.millrace.orchestration.evaluation.PlantedMistakes;
import dev.millrace.orchestration.evaluation.Verification;
import dev.millrace.orchestration.evaluation.VerificationFigures;
import dev.millrace.orchestration.evaluation.VerificationFigures.Count;
import dev.millrace.orchestration.guard.SupportCheck;
import dev.millrace.retrieval.embedding.Embedder;
import dev.millrace.retrieval.embedding.OnnxEmbedder;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

/**
 * {@code eval verify FILE}: how many planted mistakes the check of answers catches, and how many
 * right answers it takes for wrong. {@code --build DIR} makes such a file of human answers.
 */
@Command(
    name = "verify",
    description = {
      "Measure the check that answers must pass, on answers known to be right or wrong.",
      "FILE has a JSON object a line: \"answer\" (text with marks [n]), \"evidence\" (list of texts"
          + " or {\"title\",\"text\"}), \"label\" (true or \"supported\", false or \"corrupt\"),"
          + " \"question\" (optional)."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class EvalVerifyCommand implements Callable<Integer> {
  @Parameters(paramLabel = "FILE", description = "The judged answers, JSON lines.")
  private Path file = Path.of("");

  @Option(
      names = "--build",
      paramLabel = "DIR",
      description =
          "Write FILE first, of the human answers in DIR: each as it is, and with mistakes planted.")
  private @Nullable Path build;

  @Option(names = "--seed", paramLabel = "N", description = "Which mistakes; 1 unless given.")
  private long seed = 1;

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "With --build: at most so many answers, chosen by the seed; 300 unless given.")
  private int limit = 300;

  @Option(
      names = "--failures",
      description = "Also write each line that did not pass, and why, to standard error.")
  private boolean failures;

  @Option(names = "--json", description = "Write one JSON object.")
  private boolean json;

  @Spec private @Nullable CommandSpec spec;

  private final Surroundings surroundings;

  EvalVerifyCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException {
    Terminal terminal = surroundings.terminal();
    if (build != null) {
      build(build);
    } else if (!Files.isRegularFile(file)) {
      throw Usage.wrong(spec, "there is no file " + file.toAbsolutePath());
    }
    VerificationFigures figures;
    try (ScratchHome home = ScratchHome.create();
        Embedder embedder = OnnxEmbedder.bgeSmall(home.path().resolve("native"))) {
      figures =
          new Verification(new SupportCheck(embedder), this::failed)
              .measure(JudgedAnswers.read(file));
    } catch (IllegalArgumentException e) {
      throw new CommandFailure(String.valueOf(e.getMessage()), e);
    }
    if (json) {
      terminal.out().println(Json.write(figures.wire()));
    } else {
      table(figures);
    }
    return ExitCode.DONE;
  }

  private void failed(JudgedAnswer answer, String why) {
    if (failures) {
      String label = answer.supported() ? "supported" : "corrupt " + answer.kind();
      surroundings.terminal().err().println(label.strip() + ": " + why);
    }
  }

  private void build(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      throw Usage.wrong(spec, "there is no folder " + folder.toAbsolutePath());
    }
    if (limit < 1) {
      throw Usage.wrong(spec, "--limit is 1 or more, not " + limit);
    }
    List<HumanAnswer> human = HumanAnswers.in(folder, new DocumentPages()::of);
    if (human.isEmpty()) {
      throw new CommandFailure(
          folder
              + " has no human answers: it needs answers.jsonl, questions.jsonl with citations, or"
              + " queries.jsonl with an \"answer\" and qrels/test.tsv");
    }
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      for (JudgedAnswer answer : new PlantedMistakes(human, seed).lines(limit)) {
        out.write(JudgedAnswers.line(answer));
        out.newLine();
      }
    }
  }

  private void table(VerificationFigures figures) {
    line("", "wrong", "caught", "right", "alarms");
    line("all", figures.all());
    figures.byKind().forEach((kind, count) -> line(kind.isEmpty() ? "no kind" : kind, count));
    if (figures.byOrigin().size() > 1) {
      figures.byOrigin().forEach(this::line);
    }
    surroundings.terminal().out().println();
    line("problem seen first", "", "wrong", "", "right");
    for (Map.Entry<String, Count> entry : figures.problems().entrySet()) {
      Count count = entry.getValue();
      line(entry.getKey(), "", count.caught(), "", count.alarms());
    }
    surroundings
        .terminal()
        .out()
        .printf(
            Locale.ROOT,
            "%nsentences of right answers: %d, alarms %.3f%n%.1f ms a unit%n",
            figures.sentences().all(),
            figures.sentences().alarmShare(),
            figures.took().msPerUnit());
  }

  private void line(String name, Count count) {
    line(
        name,
        count.corrupt(),
        count.corrupt() == 0 ? "" : String.format(Locale.ROOT, "%.3f", count.caughtShare()),
        count.supported(),
        count.supported() == 0 ? "" : String.format(Locale.ROOT, "%.3f", count.alarmShare()));
  }

  private void line(String name, Object... cells) {
    StringBuilder line = new StringBuilder(String.format(Locale.ROOT, "%-20s", name));
    for (Object cell : cells) {
      line.append(String.format(Locale.ROOT, "  %8s", cell));
    }
    surroundings.terminal().out().println(line.toString().stripTrailing());
  }
}
