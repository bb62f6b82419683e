package dev.millrace.app.cli;

import dev.millrace.ingestion.chunk.PassageCutter;
import dev.millrace.retrieval.embedding.Embedder;
import dev.millrace.retrieval.evaluation.JudgedRanking;
import dev.millrace.retrieval.index.LuceneIndex.Bm25;
import dev.millrace.retrieval.search.SearchMode;
import dev.millrace.retrieval.search.Technique;
import java.nio.file.Path;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
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
   * @param ranking how it is searched
   * @param cut how documents are cut into passages, or null to cut those alone that the embedding
   *     model can't read whole, into as few passages as it can
   */
  record Plan(
      Path folder,
      Set<SearchMode> modes,
      Ranking ranking,
      String split,
      Queries queries,
      @Nullable Cut cut) {
    public Plan {
      modes = Set.copyOf(modes);
    }

    /** Only the longest documents are cut. */
    Plan(Path folder, Set<SearchMode> modes, Ranking ranking, String split, Queries queries) {
      this(folder, modes, ranking, split, queries, null);
    }
  }

  /**
   * How it is searched.
   *
   * @param bm25 of the lexical leg
   * @param without techniques that hybrid does without
   * @param reranker its settings by their names behind {@code millrace.reranker.}, as the server
   *     takes them; empty for none
   */
  record Ranking(Bm25 bm25, Set<Technique> without, Map<String, String> reranker) {
    public Ranking {
      without = Set.copyOf(without);
      reranker = Map.copyOf(reranker);
    }

    /** Without a reranker. */
    Ranking(Bm25 bm25, Set<Technique> without) {
      this(bm25, without, Map.of());
    }
  }

  /**
   * A size of passages, in tokens.
   *
   * @param overlap how much of it may repeat the passage before
   */
  record Cut(int tokens, int overlap) {
    /** How it is written on the command line, for people. */
    static final String FORM = "TOKENS/OVERLAP";

    public Cut {
      if (!PassageCutter.allows(tokens, overlap)) {
        throw new IllegalArgumentException(
            "passages have "
                + PassageCutter.LEAST
                + " tokens or more and overlap by half of them at most, not "
                + tokens
                + "/"
                + overlap);
      }
    }

    /** How passages are cut as they ship. */
    static Cut usual() {
      return new Cut(PassageCutter.USUAL, 0);
    }

    /**
     * Reads {@code 220/0}, or {@code 220} for the same.
     *
     * @throws IllegalArgumentException if it is something else
     */
    static Cut of(String text) {
      String[] parts = text.strip().split("/", 2);
      try {
        return new Cut(
            Integer.parseInt(parts[0]), parts.length == 1 ? 0 : Integer.parseInt(parts[1]));
      } catch (NumberFormatException e) {
        throw new IllegalArgumentException("passages are given as " + FORM + ", not " + text, e);
      }
    }

    PassageCutter cutter(Embedder embedder) {
      return new PassageCutter(embedder, tokens, overlap);
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
   * What came of it.
   *
   * @param documents of the collection
   * @param judgments what tells its judged queries from others
   * @param modes each query's ranking, by mode
   */
  record Measured(int documents, String judgments, Map<SearchMode, List<JudgedRanking>> modes) {
    public Measured {
      modes = Collections.unmodifiableMap(new EnumMap<>(modes));
    }
  }

  /**
   * Runs to the end.
   *
   * @throws IllegalArgumentException when the folder is not in BEIR form, naming the file
   */
  Measured run(Plan plan, Consumer<Step> progress);
}
