package dev.millrace.retrieval.index;

import dev.millrace.retrieval.index.PassageIndex.AccessFilter;
import dev.millrace.retrieval.index.PassageIndex.Candidate;
import dev.millrace.retrieval.index.PassageIndex.Wording;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.lucene.index.FloatVectorValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.Scorer;
import org.apache.lucene.search.VectorScorer;
import org.apache.lucene.search.Weight;
import org.jspecify.annotations.Nullable;

/** Hits of both legs in one searcher, which is held until this closes. */
final class LucenePool implements CandidatePool {
  private final IndexFolder folder;
  private final IndexSearcher searcher;
  private final Asked asked;
  private final int[] hits;
  private final boolean complete;

  /** What is looked for, in the form that is scored. */
  private record Asked(Map<WordTerm, Float> words, float[] vector, Dictionary dictionary) {}

  private LucenePool(
      IndexFolder folder, IndexSearcher searcher, Asked asked, int[] hits, boolean complete) {
    this.folder = folder;
    this.searcher = searcher;
    this.asked = asked;
    this.hits = hits;
    this.complete = complete;
  }

  /**
   * Runs both legs.
   *
   * @param nearest the vector's leg
   * @param depth hits that each leg contributes at most
   */
  static LucenePool of(
      IndexFolder folder, Wording wording, AccessFilter access, Nearest nearest, int depth)
      throws IOException {
    IndexSearcher searcher = folder.acquire(wording);
    boolean held = false;
    try {
      Dictionary dictionary = new LuceneDictionary(searcher, PassageFields.visible(access));
      Map<WordTerm, Float> words = QueryWords.weights(wording, dictionary);
      ScoreDoc[] byWords =
          words.isEmpty()
              ? new ScoreDoc[0]
              : searcher.search(PassageFields.visible(LexicalQuery.any(words), access), depth)
                  .scoreDocs;
      ScoreDoc[] byVector = searcher.search(nearest.query(), depth).scoreDocs;
      int[] hits =
          Stream.of(byWords, byVector)
              .flatMap(Arrays::stream)
              .mapToInt(hit -> hit.doc)
              .sorted()
              .distinct()
              .toArray();
      LucenePool pool =
          new LucenePool(
              folder,
              searcher,
              new Asked(words, nearest.vector(), dictionary),
              hits,
              byWords.length < depth && byVector.length < depth);
      held = true;
      return pool;
    } finally {
      if (!held) {
        folder.release(searcher);
      }
    }
  }

  /** The vector's leg: a query, and the vector that is in it. */
  record Nearest(float[] vector, Query query) {}

  @Override
  public List<Candidate> lexical() {
    return LuceneIndex.run(folder, () -> byWords(asked.words()));
  }

  @Override
  public List<Candidate> lexical(List<RelevantText> relevant) {
    return LuceneIndex.run(
        folder, () -> byWords(FeedbackTerms.added(asked.words(), relevant, asked.dictionary())));
  }

  @Override
  public List<Candidate> nearest() {
    return LuceneIndex.run(folder, this::byVector);
  }

  @Override
  public boolean complete() {
    return complete;
  }

  @Override
  public void close() {
    LuceneIndex.run(
        folder,
        () -> {
          folder.release(searcher);
          return hits;
        });
  }

  private List<Candidate> byWords(Map<WordTerm, Float> weights) throws IOException {
    if (weights.isEmpty()) {
      return candidates(new float[hits.length]);
    }
    Weight weight =
        searcher.createWeight(searcher.rewrite(LexicalQuery.any(weights)), ScoreMode.COMPLETE, 1);
    return candidates(
        scores(
            leaf -> {
              Scorer scorer = weight.scorer(leaf);
              return scorer == null ? null : new Scored(scorer.iterator(), scorer::score);
            }));
  }

  private List<Candidate> byVector() throws IOException {
    return candidates(
        scores(
            leaf -> {
              FloatVectorValues values = leaf.reader().getFloatVectorValues(PassageFields.VECTOR);
              VectorScorer scorer = values == null ? null : values.rescorer(asked.vector());
              return scorer == null ? null : new Scored(scorer.iterator(), scorer::score);
            }));
  }

  @FunctionalInterface
  private interface Score {
    float here() throws IOException;
  }

  /** Documents of a segment in their order, and the score of the one that is stood at. */
  private record Scored(DocIdSetIterator documents, Score score) {}

  @FunctionalInterface
  private interface Scoring {
    @Nullable Scored of(LeafReaderContext leaf) throws IOException;
  }

  /** The hits' scores, segment by segment. */
  private float[] scores(Scoring scoring) throws IOException {
    float[] scores = new float[hits.length];
    int at = 0;
    for (LeafReaderContext leaf : searcher.getIndexReader().leaves()) {
      int end = leaf.docBase + leaf.reader().maxDoc();
      if (at == hits.length || hits[at] >= end) {
        continue;
      }
      Scored scored = scoring.of(leaf);
      for (; at < hits.length && hits[at] < end; at++) {
        int wanted = hits[at] - leaf.docBase;
        if (scored != null && reaches(scored.documents(), wanted)) {
          scores[at] = scored.score().here();
        }
      }
    }
    return scores;
  }

  private static boolean reaches(DocIdSetIterator documents, int wanted) throws IOException {
    return documents.docID() == wanted
        || (documents.docID() < wanted && documents.advance(wanted) == wanted);
  }

  private List<Candidate> candidates(float[] scores) throws IOException {
    ScoreDoc[] scored =
        IntStream.range(0, hits.length)
            .mapToObj(i -> new ScoreDoc(hits[i], scores[i]))
            .toArray(ScoreDoc[]::new);
    return PassageFields.candidates(searcher, scored);
  }
}
