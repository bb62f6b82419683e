package dev.millrace.app.cli;

import dev.millrace.retrieval.search.SearchMode;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Measures retrieval against a folder of judged queries. */
public interface EvaluationRun {
  /**
   * What to measure.
   *
   * @param folder in BEIR form: {@code corpus.jsonl}, {@code queries.jsonl}, {@code
   *     qrels/SPLIT.tsv}
   * @param k1 BM25's term frequency saturation, at least 0
   * @param b BM25's length normalisation, 0 to 1
   * @param limitQueries the first queries only, or null for all
   */
  record Plan(
      Path folder,
      Set<SearchMode> modes,
      double k1,
      double b,
      String split,
      @Nullable Integer limitQueries) {
    public Plan {
      modes = Set.copyOf(modes);
    }
  }

  /**
   * How far it is.
   *
   * @param step what is being done, one word: indexing, embedding, searching
   * @param total 0 while it is not known
   */
  record Step(String step, long done, long total) {}

  /**
   * Runs to the end.
   *
   * @return by mode, the measures by name ({@code ndcg@10}), in the order in which to show them
   * @throws IllegalArgumentException when the folder is not in BEIR form, naming the file
   */
  Map<SearchMode, Map<String, Double>> run(Plan plan, Consumer<Step> progress);
}
