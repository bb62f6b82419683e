package dev.millrace.app.cli;

import dev.millrace.retrieval.embedding.OnnxEmbedder;
import dev.millrace.retrieval.evaluation.MalformedCollectionException;
import dev.millrace.retrieval.evaluation.SpanCollection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code eval chunking DIR}: which passages find the text that answers, and little else. */
@Command(
    name = "chunking",
    description = {
      "Cut documents in several ways and look how much of the text that answers is found.",
      "recall, precision, IoU: of the first 5 passages; in budget: recall within the first 5,000"
          + " characters found."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class EvalChunkingCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "DIR",
      description = "Holds documents/NAME.md and queries.jsonl, whose lines have exact spans.")
  private Path folder = Path.of("");

  @Option(
      names = "--settings",
      paramLabel = "TOKENS/OVERLAP",
      split = ",",
      description =
          "Passage sizes and overlaps, in tokens, with commas; ${DEFAULT-VALUE} unless given.",
      defaultValue = "110/0,160/0,220/0,300/0,400/0,160/32,220/44,300/60,220/88")
  private List<String> settings = List.of();

  @Option(
      names = "--fixed",
      paramLabel = "CHARACTERS",
      split = ",",
      description =
          "Sizes without regard to structure, to compare with; ${DEFAULT-VALUE} unless given.",
      defaultValue = "400,800,1200,2000")
  private List<Integer> fixed = List.of();

  @Option(names = "--json", description = "Write JSON only.")
  private boolean json;

  @Spec private @Nullable CommandSpec spec;

  private final Surroundings surroundings;

  EvalChunkingCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException {
    if (!Files.isRegularFile(folder.resolve("queries.jsonl"))) {
      throw Usage.wrong(spec, "there is no queries.jsonl in " + folder.toAbsolutePath());
    }
    List<ChunkingSetting> ways = ways();
    Terminal terminal = surroundings.terminal();
    StepWatch watch = new StepWatch(surroundings.clock());
    ChunkingMeasures measures;
    LiveProgress progress = new LiveProgress(terminal, watch::progress);
    try (progress) {
      if (!json || terminal.interactive()) {
        progress.start();
      }
      measures =
          new ChunkingMeasures(
              ChunkingRun.measure(
                  SpanCollection.open(folder),
                  ways,
                  home -> OnnxEmbedder.bgeSmall(home.resolve("native")),
                  watch::at));
    } catch (MalformedCollectionException e) {
      throw new CommandFailure(String.valueOf(e.getMessage()), e);
    }
    if (json) {
      terminal.out().println(Json.write(measures.wire()));
    } else {
      measures.table().forEach(terminal.out()::println);
    }
    return ExitCode.DONE;
  }

  private List<ChunkingSetting> ways() {
    List<ChunkingSetting> ways = new ArrayList<>();
    for (String setting : settings) {
      try {
        ways.add(new ChunkingSetting.Structure(EvaluationRun.Cut.of(setting)));
      } catch (IllegalArgumentException e) {
        throw Usage.wrong(spec, "--settings: " + e.getMessage());
      }
    }
    for (int characters : fixed) {
      if (characters < 1) {
        throw Usage.wrong(spec, "--fixed is 1 character or more, not " + characters);
      }
      ways.add(new ChunkingSetting.Fixed(characters));
    }
    return ways;
  }
}
