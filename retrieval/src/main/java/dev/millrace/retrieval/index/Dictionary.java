package dev.millrace.retrieval.index;

import static java.util.Objects.requireNonNull;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What an index knows of words, asked for one reader: which of them his passages have is answered
 * of what he may read, how rare they are of the whole index. Questions come in lots, since an index
 * may be far away.
 */
public interface Dictionary {
  /**
   * A word that is spelt nearly as another.
   *
   * @param likeness 1 less the share of letters that differ, in (0, 1)
   */
  record Near(String word, double likeness) {
    public Near {
      requireNonNull(word, "word");
    }
  }

  /**
   * A word that may be misspelt.
   *
   * @param edits letters that may differ, 1 or 2; two that changed places are one
   */
  record Doubted(String word, int edits) {
    public Doubted {
      requireNonNull(word, "word");
    }
  }

  /**
   * How rare terms are.
   *
   * @param passages in the index
   * @param having how many of them have each; terms that none has may be missing
   */
  record Frequencies(long passages, Map<WordTerm, Long> having) {
    public Frequencies {
      having = Map.copyOf(having);
    }

    /** A term's inverse document frequency, as BM25 has it in Lucene; positive. */
    double rarity(WordTerm term) {
      long with = having.getOrDefault(term, 0L);
      return Math.log(1 + (passages - with + 0.5) / (with + 0.5));
    }
  }

  /** The codes of the languages that there are passages in; English may be missing. */
  Set<String> languages();

  /** For each group whether a passage that the reader may see has one of its terms. */
  List<Boolean> seen(List<List<WordTerm>> groups);

  /**
   * For each word those nearly like it, as they are written, of passages that the reader may see:
   * the most alike first, of these the most frequent, by {@link Spelling}'s limits.
   */
  List<List<Near>> near(List<Doubted> words);

  /** How rare those terms are. */
  Frequencies frequencies(Collection<WordTerm> terms);
}
