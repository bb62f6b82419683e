package dev.millrace.app.cli;

import dev.millrace.retrieval.evaluation.JudgedRanking;
import dev.millrace.retrieval.evaluation.RankingMetrics;
import dev.millrace.retrieval.index.LuceneIndex.Bm25;
import dev.millrace.retrieval.search.SearchMode;
import dev.millrace.retrieval.search.Technique;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code eval retrieval DIR}: the usual measures over a BEIR-form folder, without a server. */
@Command(
    name = "retrieval",
    description = "Index a folder in BEIR form on a scratch home and measure retrieval on it.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class EvalRetrievalCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "DIR",
      description =
          "Holds corpus.jsonl, queries.jsonl and qrels/SPLIT.tsv; or PDFs, whose pages are ranked,"
              + " and questions.jsonl, whose lines have text and citations: FILE.pdf#page=N.")
  private Path folder = Path.of("");

  @Option(
      names = "--mode",
      paramLabel = "MODES",
      split = ",",
      description = "lexical, vector, rrf, minmax, hybrid, with commas; all unless given.")
  private List<String> modes = List.of("all");

  @Option(
      names = "--without",
      paramLabel = "TECHNIQUES",
      split = ",",
      description =
          "What hybrid does without: both-scores, lent-words, weighed-fields, forgiven-words,"
              + " reranked, exact-first, recent-first, with commas.")
  private List<String> without = List.of();

  @Option(
      names = "--reranker",
      paramLabel = "KEY=VALUE",
      split = ",",
      description =
          "Settings of a reranker for hybrid, named as behind millrace.reranker., with commas:"
              + " provider=onnx,model=FILE,share=100.")
  private Map<String, String> reranker = Map.of();

  @Option(
      names = "--k1",
      paramLabel = "N",
      description = "BM25's k1 in the plain modes; 1.2 unless given.")
  private double k1 = Bm25.DEFAULT.k1();

  @Option(
      names = "--b",
      paramLabel = "N",
      description = "BM25's b in the plain modes, 0 to 1; 0.75 unless given.")
  private double b = Bm25.DEFAULT.b();

  @Option(names = "--split", paramLabel = "NAME", description = "Which qrels; test unless given.")
  private String split = "test";

  @Option(
      names = "--limit-queries",
      paramLabel = "N",
      description = "Only the first so many queries.")
  private @Nullable Integer limitQueries;

  @Option(
      names = "--history",
      paramLabel = "last|rewritten",
      description =
          "What to search with where a query goes on with a conversation: its last turn as it"
              + " stands, or made to stand alone; last unless given.")
  private String history = "last";

  @Option(
      names = "--half",
      paramLabel = "first|second|all",
      description =
          "Which queries, always the same, conversations kept together; all unless given.")
  private String half = "all";

  @Option(
      names = "--passages",
      paramLabel = EvaluationRun.Cut.FORM,
      description =
          "Cut documents into passages of that size and rank each by its best one; unless given,"
              + " only those that the embedding model can't read whole, into as few as it can.")
  private @Nullable String passages;

  @Option(
      names = "--save",
      paramLabel = "FILE",
      description = "Write each query's measures and ranking there, for eval compare.")
  private @Nullable Path save;

  @Option(names = "--json", description = "Write JSON only: {mode: {measure: value}}.")
  private boolean json;

  @Spec private @Nullable CommandSpec spec;

  private final Surroundings surroundings;

  EvalRetrievalCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    EvaluationRun.Plan plan = checkedPlan();
    Terminal terminal = surroundings.terminal();
    StepWatch watch = new StepWatch(surroundings.clock());
    EvaluationRun.Measured measured;
    LiveProgress progress = new LiveProgress(terminal, watch::progress);
    try (progress) {
      if (!json || terminal.interactive()) {
        progress.start();
      }
      measured = surroundings.evaluation().get().run(plan, watch::at);
    } catch (IllegalArgumentException e) {
      throw new CommandFailure(String.valueOf(e.getMessage()), e);
    }
    if (save != null) {
      SavedRun.of(plan, measured).write(save);
    }
    Map<String, Map<String, Double>> means = means(measured);
    if (json) {
      terminal.out().println(Json.write(means));
    } else {
      table(means).forEach(terminal.out()::println);
    }
    return ExitCode.DONE;
  }

  private EvaluationRun.Plan checkedPlan() {
    if (!Files.isDirectory(folder)) {
      throw Usage.wrong(spec, "there is no folder " + folder.toAbsolutePath());
    }
    if (!(k1 >= 0 && k1 < Double.POSITIVE_INFINITY)) {
      throw Usage.wrong(spec, "--k1 is a number from 0 on, not " + k1);
    }
    if (!(b >= 0 && b <= 1)) {
      throw Usage.wrong(spec, "--b is 0 to 1, not " + b);
    }
    if (save != null && Files.isDirectory(save)) {
      throw Usage.wrong(spec, "--save is a file, and " + save + " is a folder");
    }
    if (limitQueries != null && limitQueries < 1) {
      throw Usage.wrong(spec, "--limit-queries is 1 or more, not " + limitQueries);
    }
    return new EvaluationRun.Plan(
        folder,
        checkedModes(),
        new EvaluationRun.Ranking(new Bm25(k1, b), checkedTechniques(), reranker),
        split,
        checkedQueries(limitQueries),
        checkedCut(passages));
  }

  private EvaluationRun.@Nullable Cut checkedCut(@Nullable String given) {
    try {
      return given == null ? null : EvaluationRun.Cut.of(given);
    } catch (IllegalArgumentException e) {
      throw Usage.wrong(spec, "--passages: " + e.getMessage());
    }
  }

  private EvaluationRun.Queries checkedQueries(@Nullable Integer limit) {
    if (!Set.of("last", "rewritten").contains(history)) {
      throw Usage.wrong(spec, "--history is last or rewritten, not " + history);
    }
    for (Half one : Half.values()) {
      if (one.wire().equals(half)) {
        return new EvaluationRun.Queries(limit, one, history.equals("rewritten"));
      }
    }
    throw Usage.wrong(spec, "--half is first, second or all, not " + half);
  }

  private Set<SearchMode> checkedModes() {
    if (modes.equals(List.of("all"))) {
      return EnumSet.allOf(SearchMode.class);
    }
    Set<SearchMode> chosen = EnumSet.noneOf(SearchMode.class);
    try {
      modes.forEach(mode -> chosen.add(SearchMode.of(mode)));
    } catch (IllegalArgumentException e) {
      throw Usage.wrong(spec, e.getMessage() + ", or all");
    }
    return chosen;
  }

  private Set<Technique> checkedTechniques() {
    try {
      return without.stream().map(Technique::of).collect(Collectors.toSet());
    } catch (IllegalArgumentException e) {
      throw Usage.wrong(spec, "--without: " + e.getMessage());
    }
  }

  private static Map<String, Map<String, Double>> means(EvaluationRun.Measured measured) {
    Map<String, Map<String, Double>> named = new LinkedHashMap<>();
    measured
        .modes()
        .forEach(
            (mode, queries) ->
                named.put(
                    mode.wire(),
                    RankingMetrics.mean(queries.stream().map(JudgedRanking::metrics).toList())
                        .wire()));
    return named;
  }

  private static List<String> table(Map<String, Map<String, Double>> means) {
    List<String> lines = new ArrayList<>();
    means.forEach(
        (mode, values) -> {
          StringBuilder head = new StringBuilder(String.format(Locale.ROOT, "%-8s", ""));
          StringBuilder line = new StringBuilder(String.format(Locale.ROOT, "%-8s", mode));
          values.forEach(
              (name, value) -> {
                head.append(String.format(Locale.ROOT, "  %10s", name));
                line.append(String.format(Locale.ROOT, "  %10.4f", value));
              });
          if (lines.isEmpty()) {
            lines.add(head.toString());
          }
          lines.add(line.toString());
        });
    return lines;
  }
}
