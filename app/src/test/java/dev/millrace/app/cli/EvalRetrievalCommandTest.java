package dev.millrace.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.retrieval.evaluation.JudgedRanking;
import dev.millrace.retrieval.evaluation.RankingMetrics;
import dev.millrace.retrieval.index.LuceneIndex.Bm25;
import dev.millrace.retrieval.search.SearchMode;
import dev.millrace.retrieval.search.Technique;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EvalRetrievalCommandTest {
  /** One of the two wanted first, nothing of what the other query wants. */
  private static final List<JudgedRanking> FOUND =
      List.of(
          JudgedRanking.of("1", List.of("a", "x"), Map.of("a", 1, "b", 1)),
          JudgedRanking.of("2", List.of("x"), Map.of("c", 1)));

  private static final String MEANS =
      Json.write(RankingMetrics.mean(FOUND.stream().map(JudgedRanking::metrics).toList()).wire());

  private final List<EvaluationRun.Plan> plans = new ArrayList<>();

  @TempDir private Path folder;

  private final Shell shell =
      new Shell()
          .with(
              (EvaluationRun)
                  (plan, progress) -> {
                    plans.add(plan);
                    progress.accept(new EvaluationRun.Step("embedding", 1, 2));
                    Map<SearchMode, List<JudgedRanking>> all = new EnumMap<>(SearchMode.class);
                    plan.modes().forEach(mode -> all.put(mode, FOUND));
                    return new EvaluationRun.Measured(7, "of the test", all);
                  });

  @Test
  void measuresEveryModeUnlessToldOtherwise() {
    assertThat(shell.run("eval", "retrieval", folder.toString())).isEqualTo(ExitCode.DONE);

    assertThat(plans.getFirst())
        .isEqualTo(
            new EvaluationRun.Plan(
                folder,
                EnumSet.allOf(SearchMode.class),
                new EvaluationRun.Ranking(Bm25.DEFAULT, Set.of()),
                "test",
                EvaluationRun.Queries.ALL));
    assertThat(shell.outLines())
        .hasSize(6)
        .startsWith(
            "             ndcg@10    recall@5   recall@10   recall@20  recall@100      mrr@10         p@1",
            "lexical       0.3066      0.2500      0.2500      0.2500      0.2500      0.5000      0.5000");
  }

  @Test
  void jsonHoldsMeasuresByMode() {
    assertThat(
            shell.run(
                "eval",
                "retrieval",
                folder.toString(),
                "--mode",
                "minmax,lexical",
                "--k1",
                "0.9",
                "--b",
                "0.4",
                "--without",
                "lent-words,exact-first",
                "--reranker",
                "provider=onnx,model=m.onnx",
                "--history",
                "rewritten",
                "--half",
                "second",
                "--split",
                "dev",
                "--limit-queries",
                "7",
                "--json"))
        .isEqualTo(ExitCode.DONE);

    assertThat(plans.getFirst())
        .isEqualTo(
            new EvaluationRun.Plan(
                folder,
                EnumSet.of(SearchMode.LEXICAL, SearchMode.MINMAX),
                new EvaluationRun.Ranking(
                    new Bm25(0.9, 0.4),
                    Set.of(Technique.LENT_WORDS, Technique.EXACT_FIRST),
                    Map.of("provider", "onnx", "model", "m.onnx")),
                "dev",
                new EvaluationRun.Queries(7, Half.SECOND, true)));
    assertThat(shell.out())
        .isEqualToIgnoringNewLines("{\"lexical\":" + MEANS + ",\"minmax\":" + MEANS + "}");
    assertThat(shell.err()).isEmpty();
  }

  @Test
  void refusesAnotherHistoryOrHalf() {
    assertThat(shell.run("eval", "retrieval", folder.toString(), "--history", "all"))
        .isEqualTo(ExitCode.WRONG_USAGE);
    assertThat(shell.err()).contains("--history is last or rewritten, not all");
    assertThat(shell.run("eval", "retrieval", folder.toString(), "--half", "third"))
        .isEqualTo(ExitCode.WRONG_USAGE);
    assertThat(shell.err()).contains("--half is first, second or all, not third");
    assertThat(shell.run("eval", "retrieval", folder.toString(), "--without", "luck"))
        .isEqualTo(ExitCode.WRONG_USAGE);
    assertThat(shell.err())
        .contains("--without: \"luck\" is not a technique: write one of both-scores");
  }

  @Test
  void aFolderInAnotherFormFailsWithTheReason() {
    Shell failing =
        new Shell()
            .with(
                (EvaluationRun)
                    (plan, progress) -> {
                      throw new IllegalArgumentException("there is no corpus.jsonl");
                    });
    assertThat(failing.run("eval", "retrieval", folder.toString())).isEqualTo(ExitCode.FAILED);
    assertThat(failing.err()).isEqualToIgnoringNewLines("millrace: there is no corpus.jsonl");
  }
}
