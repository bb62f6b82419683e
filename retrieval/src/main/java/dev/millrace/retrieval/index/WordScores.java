package dev.millrace.retrieval.index;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.TermStates;
import org.apache.lucene.search.CollectionStatistics;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.TermStatistics;
import org.apache.lucene.search.similarities.Similarity.SimScorer;

/**
 * Scores chosen passages by words, as Lucene would, but one term after the other: its own scorers
 * keep all terms in step, which is work for nothing where passages are few and far between.
 *
 * <p>Segments may be scored side by side: every term has been looked up when it is made.
 */
final class WordScores {
  private final TermLookup lookup;
  private final List<Weighed> terms = new ArrayList<>();

  /** A term and what an occurrence of it counts. */
  private record Weighed(WordTerm term, SimScorer scorer) {}

  WordScores(Map<WordTerm, Float> weights, TermLookup lookup) throws IOException {
    this.lookup = lookup;
    IndexSearcher searcher = lookup.searcher();
    Map<String, CollectionStatistics> fields = new HashMap<>();
    for (Map.Entry<WordTerm, Float> entry : weights.entrySet()) {
      WordTerm term = entry.getKey();
      TermStates states = lookup.of(term);
      if (states.docFreq() > 0) {
        CollectionStatistics field = fields.get(term.field());
        if (field == null) {
          field = searcher.collectionStatistics(term.field());
          fields.put(term.field(), field);
        }
        TermStatistics statistics =
            searcher.termStatistics(
                LexicalQuery.term(term), states.docFreq(), states.totalTermFreq());
        terms.add(
            new Weighed(
                term, searcher.getSimilarity().scorer(entry.getValue(), field, statistics)));
      }
    }
  }

  /**
   * Scores passages of one segment; 0 for those that have none of the words.
   *
   * @param passages in ascending order, as the segment counts them
   */
  float[] of(LeafReaderContext leaf, int[] passages) throws IOException {
    float[] scores = new float[passages.length];
    Map<String, long[]> lengths = new HashMap<>();
    for (Weighed one : terms) {
      PostingsEnum having = lookup.passages(one.term(), leaf, PostingsEnum.FREQS);
      if (having != null) {
        String field = one.term().field();
        long[] known = lengths.get(field);
        if (known == null) {
          known = lengths(leaf, field, passages);
          lengths.put(field, known);
        }
        for (int i = 0; i < passages.length; i++) {
          if (reaches(having, passages[i])) {
            scores[i] += one.scorer().score(having.freq(), known[i]);
          }
        }
      }
    }
    return scores;
  }

  /** How long each is, in the form that BM25 wants. */
  private static long[] lengths(LeafReaderContext leaf, String field, int[] passages)
      throws IOException {
    long[] lengths = new long[passages.length];
    Arrays.fill(lengths, 1);
    NumericDocValues known = leaf.reader().getNormValues(field);
    for (int i = 0; known != null && i < passages.length; i++) {
      if (known.advanceExact(passages[i])) {
        lengths[i] = known.longValue();
      }
    }
    return lengths;
  }

  /** Whether a walk through passages, which goes on to this one, has it. */
  static boolean reaches(DocIdSetIterator passages, int wanted) throws IOException {
    return passages.docID() == wanted
        || (passages.docID() < wanted && passages.advance(wanted) == wanted);
  }
}
