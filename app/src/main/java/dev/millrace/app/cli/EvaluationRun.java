package dev.millrace.app.cli;

import dev.millrace.retrieval.index.LuceneIndex.Bm25;
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
   * @param bm25 of the lexical leg
   */
  record Plan(Path folder, Set<SearchMode> modes, Bm25 bm25, String split, Queries queries) {
    public Plan {
      modes = Set.copyOf(modes);
    }
  }

  /**
   * Which queries, and how they are asked.
   *
   * @param limit the first ones only, or null for all
   * @param rewritten whether a query with a history is made to stand alone first, as a question in
   *     a conversation is; else it is asked as it stands
   */
  record Queries(@Nullable Integer limit, Half half, boolean rewritten) {
    /** All of them, as they stand. */
    static final Queries ALL = new Queries(null, Half.ALL, false);
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
