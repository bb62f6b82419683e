package dev.millrace.retrieval.index;

import dev.millrace.retrieval.index.PassageIndex.AccessFilter;
import dev.millrace.retrieval.index.PassageIndex.Candidate;
import dev.millrace.retrieval.index.PassageIndex.Wording;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.lucene.index.FloatVectorValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.VectorScorer;

/** Hits of both legs in one searcher, which is held until this closes. */
final class LucenePool implements CandidatePool {
  private final IndexFolder folder;
  private final Asked asked;
  private final int[] hits;
  private final UUID[] ids;
  private final float[] byWords;
  private final boolean complete;

  /** What is looked for, in the form that is scored. */
  private record Asked(
      QueryWords.Weights words, float[] vector, Dictionary dictionary, TermLookup lookup) {
    IndexSearcher searcher() {
      return lookup.searcher();
    }
  }

  private LucenePool(
      IndexFolder folder, Asked asked, ScoreDoc[] byWords, ScoreDoc[] byVector, int depth)
      throws IOException {
    this.folder = folder;
    this.asked = asked;
    this.hits =
        Stream.of(byWords, byVector)
            .flatMap(Arrays::stream)
            .mapToInt(hit -> hit.doc)
            .sorted()
            .distinct()
            .toArray();
    this.ids = PassageFields.ids(asked.searcher(), hits);
    this.byWords = filled(byWords);
    this.complete = byWords.length < depth && byVector.length < depth;
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
      TermLookup lookup = new TermLookup(searcher);
      Dictionary dictionary = new LuceneDictionary(lookup, access);
      QueryWords.Weights words = QueryWords.weights(wording, dictionary);
      LucenePool pool =
          new LucenePool(
              folder,
              new Asked(words, nearest.vector(), dictionary, lookup),
              LexicalQuery.hits(words.finding(), lookup, access, depth),
              nearest.hits(searcher, access, depth),
              depth);
      held = true;
      return pool;
    } finally {
      if (!held) {
        folder.release(searcher);
      }
    }
  }

  /** The words' scores of all, of which their leg has told a part of some. */
  private float[] filled(ScoreDoc[] told) throws IOException {
    float[] scores = byWords(hits, asked.words().beside());
    boolean[] known = new boolean[hits.length];
    for (ScoreDoc hit : told) {
      int at = Arrays.binarySearch(hits, hit.doc);
      scores[at] += hit.score;
      known[at] = true;
    }
    int[] unknown = IntStream.range(0, hits.length).filter(at -> !known[at]).toArray();
    float[] others =
        byWords(Arrays.stream(unknown).map(at -> hits[at]).toArray(), asked.words().finding());
    for (int i = 0; i < unknown.length; i++) {
      scores[unknown[i]] += others[i];
    }
    return scores;
  }

  /**
   * The vector's leg.
   *
   * @param neighbours that are looked for
   */
  record Nearest(float[] vector, int neighbours) {
    private ScoreDoc[] hits(IndexSearcher searcher, AccessFilter access, int depth)
        throws IOException {
      int among = Math.max(1, searcher.getIndexReader().maxDoc());
      return searcher.search(
              new NearestPassages(vector, neighbours, PassageFields.visible(access), among), depth)
          .scoreDocs;
    }
  }

  @Override
  public List<Candidate> lexical() {
    return candidates(byWords);
  }

  /** BM25 is a sum over terms, so the scores by the query's own are used again. */
  @Override
  public List<Candidate> lexical(List<RelevantText> relevant) {
    return LuceneIndex.run(
        folder,
        () -> {
          Map<WordTerm, Float> lent =
              FeedbackTerms.lent(asked.words().all(), relevant, asked.dictionary());
          if (lent.isEmpty()) {
            return candidates(byWords);
          }
          float[] scores = byWords(hits, lent);
          for (int i = 0; i < scores.length; i++) {
            scores[i] += byWords[i] * FeedbackTerms.KEPT;
          }
          return candidates(scores);
        });
  }

  @Override
  public List<Candidate> nearest() {
    return LuceneIndex.run(folder, () -> candidates(byVector()));
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
          folder.release(asked.searcher());
          return hits;
        });
  }

  private float[] byWords(int[] documents, Map<WordTerm, Float> weights) throws IOException {
    return documents.length == 0 || weights.isEmpty()
        ? new float[documents.length]
        : scores(documents, new WordScores(weights, asked.lookup())::of);
  }

  private float[] byVector() throws IOException {
    return scores(hits, this::nearness);
  }

  private float[] nearness(LeafReaderContext leaf, int[] passages) throws IOException {
    float[] scores = new float[passages.length];
    FloatVectorValues values = leaf.reader().getFloatVectorValues(PassageFields.VECTOR);
    VectorScorer scorer = values == null ? null : values.rescorer(asked.vector());
    for (int i = 0; scorer != null && i < passages.length; i++) {
      if (WordScores.reaches(scorer.iterator(), passages[i])) {
        scores[i] = scorer.score();
      }
    }
    return scores;
  }

  /** Scores of passages of a segment, both as it counts them. */
  @FunctionalInterface
  private interface Scoring {
    float[] of(LeafReaderContext leaf, int[] passages) throws IOException;
  }

  /** Scores of documents in their order, segments side by side; 0 where there is none. */
  private float[] scores(int[] documents, Scoring scoring) throws IOException {
    float[] scores = new float[documents.length];
    List<Callable<Integer>> segments = new ArrayList<>();
    int from = 0;
    for (LeafReaderContext leaf : asked.searcher().getIndexReader().leaves()) {
      int first = from;
      while (from < documents.length && documents[from] < leaf.docBase + leaf.reader().maxDoc()) {
        from++;
      }
      if (first < from) {
        int[] passages =
            Arrays.stream(documents, first, from).map(one -> one - leaf.docBase).toArray();
        segments.add(
            () -> {
              System.arraycopy(scoring.of(leaf, passages), 0, scores, first, passages.length);
              return passages.length;
            });
      }
    }
    asked.searcher().getTaskExecutor().invokeAll(segments);
    return scores;
  }

  private List<Candidate> candidates(float[] scores) {
    List<Candidate> candidates = new ArrayList<>(ids.length);
    for (int i = 0; i < ids.length; i++) {
      candidates.add(new Candidate(ids[i], scores[i]));
    }
    candidates.sort(Candidate.BEST_FIRST);
    return candidates;
  }
}
