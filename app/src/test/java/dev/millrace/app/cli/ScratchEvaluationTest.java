package dev.millrace.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.app.cli.EvaluationRun.Measured;
import dev.millrace.app.cli.EvaluationRun.Plan;
import dev.millrace.app.cli.EvaluationRun.Queries;
import dev.millrace.app.cli.EvaluationRun.Ranking;
import dev.millrace.retrieval.index.LuceneIndex.Bm25;
import dev.millrace.retrieval.search.SearchMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Measures with the real model, database and index. */
final class ScratchEvaluationTest {
  private static final String GARDEN = "The roses in the garden are watered in the evening. ";
  private static final String TAX = "The tax return of a company is due on the last of July. ";

  @TempDir private Path folder;

  @BeforeEach
  void collection() throws IOException {
    Files.write(
        folder.resolve("corpus.jsonl"),
        List.of(
            entry("long", GARDEN.repeat(60) + TAX.repeat(20)),
            entry("short", "Taxes are paid monthly.")));
    Files.writeString(
        folder.resolve("queries.jsonl"),
        Json.write(Map.of("_id", "q", "text", "When must a company file its tax return?")));
    Files.createDirectory(folder.resolve("qrels"));
    Files.writeString(folder.resolve("qrels/test.tsv"), "query-id\tcorpus-id\tscore\nq\tlong\t1\n");
  }

  private static String entry(String id, String text) {
    return Json.write(Map.of("_id", id, "title", "", "text", text));
  }

  @Test
  void whatAModelCannotReadWholeIsFoundByItsEnd() throws IOException {
    assertThat(first(SearchMode.VECTOR)).isEqualTo("long");
    assertThat(first(SearchMode.HYBRID)).isEqualTo("long");
  }

  private String first(SearchMode mode) throws IOException {
    Measured measured =
        new ScratchEvaluation()
            .run(
                new Plan(
                    folder, Set.of(mode), new Ranking(Bm25.DEFAULT, Set.of()), "test", Queries.ALL),
                _ -> {});
    return measured.modes().getOrDefault(mode, List.of()).getFirst().ranking().getFirst();
  }
}
