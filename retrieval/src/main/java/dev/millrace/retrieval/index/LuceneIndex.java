package dev.millrace.retrieval.index;

import dev.millrace.retrieval.corpus.CorpusLog.Head;
import dev.millrace.retrieval.corpus.CorpusLog.Projected;
import dev.millrace.retrieval.corpus.EmbeddingSpace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.lucene.index.CorruptIndexException;
import org.apache.lucene.index.IndexFormatTooNewException;
import org.apache.lucene.index.IndexFormatTooOldException;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.similarities.BM25Similarity;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The projection in Lucene, in a folder of its own. A folder that is damaged, of another format or
 * of another embedding space is emptied and filled again from Postgres, which the log says.
 */
public final class LuceneIndex implements PassageIndex {
  private static final Logger log = LoggerFactory.getLogger(LuceneIndex.class);

  /** Nothing has been applied. */
  static final Head NOTHING = new Head(new UUID(0, 0), 0);

  /** The fewest neighbours a vector search looks for: fewer costs recall and saves little. */
  private static final int FEWEST_NEIGHBOURS = 100;

  private final Path folder;
  private final EmbeddingSpace space;
  private final Bm25 bm25;
  private volatile IndexFolder open;

  /**
   * BM25's parameters (Robertson and Zaragoza, 2009).
   *
   * @param k1 how fast repeated terms saturate, not negative
   * @param b how much long passages are held against them, 0 to 1
   */
  public record Bm25(double k1, double b) {
    /** Lucene's defaults. */
    public static final Bm25 DEFAULT = new Bm25(1.2, 0.75);

    /**
     * For words that count by the field they stand in. Chosen, with {@link QueryWords#WRITTEN} and
     * {@link QueryWords#TITLE}, by nDCG@10 of hybrid on SciFact's train queries and on the
     * questions of the chunking set; k1 of .7 to .9, b of .5 to .6 and a share of .2 to .3 differ
     * by .002.
     */
    public static final Bm25 FIELDED = new Bm25(0.7, 0.6);

    public Bm25 {
      if (!(k1 >= 0 && Double.isFinite(k1)) || !(b >= 0 && b <= 1)) {
        throw new IllegalArgumentException(
            "BM25 wants k1 >= 0 and 0 <= b <= 1, not " + k1 + " and " + b);
      }
    }

    BM25Similarity similarity() {
      return new BM25Similarity((float) k1, (float) b);
    }
  }

  private LuceneIndex(Path folder, EmbeddingSpace space, Bm25 bm25, IndexFolder open) {
    this.folder = folder;
    this.space = space;
    this.bm25 = bm25;
    this.open = open;
  }

  /**
   * Opens the index in a folder, which is made if need be. Every byte is checked against its
   * checksum.
   *
   * @throws UncheckedIOException if the folder can't be written, or another process holds it
   */
  public static LuceneIndex open(Path folder, EmbeddingSpace space, Bm25 bm25) {
    try {
      return new LuceneIndex(folder, space, bm25, openOrEmpty(folder, space, bm25));
    } catch (IOException e) {
      throw new UncheckedIOException(
          "the index in " + folder + " can't be opened: " + e.getMessage(), e);
    }
  }

  private static IndexFolder openOrEmpty(Path folder, EmbeddingSpace space, Bm25 bm25)
      throws IOException {
    try {
      return IndexFolder.open(folder, space, bm25.similarity());
    } catch (CorruptIndexException
        | IndexFormatTooOldException
        | IndexFormatTooNewException
        | UnusableIndexException e) {
      log.warn(
          "The index in {} is of no use ({}). It is rebuilt from the database.",
          folder,
          e.getMessage());
      IndexFolder.empty(folder);
      return IndexFolder.open(folder, space, bm25.similarity());
    }
  }

  @Override
  public Head applied() {
    return open.applied();
  }

  @Override
  public void apply(Collection<UUID> named, List<Projected> present, Head reached) {
    write(named, present, reached);
    IndexFolder now = open;
    run(now, () -> now.reach(reached));
  }

  @Override
  public void write(Collection<UUID> named, List<Projected> present, Head reached) {
    IndexFolder now = open;
    if (!now.writer().isOpen()) {
      reopen();
    }
    Map<UUID, Projected> byId =
        present.stream().collect(Collectors.toMap(Projected::documentId, document -> document));
    run(
        now,
        () -> {
          // Analysis takes most of the time, and the writer takes documents from many threads.
          named.parallelStream().forEach(id -> replace(now, id, byId.get(id)));
          return reached;
        });
  }

  private static void replace(IndexFolder now, UUID id, @Nullable Projected document) {
    Term named = new Term(PassageFields.DOCUMENT, id.toString());
    try {
      if (document == null || document.passages().isEmpty()) {
        now.writer().deleteDocuments(named);
      } else {
        now.writer().updateDocuments(named, PassageFields.documents(document));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Lucene closes a writer that could not write, on a full disk for example, for good. What was not
   * committed is lost with it, so the caller has to go on from {@link #applied} again.
   */
  private void reopen() {
    try {
      open.abandon();
      open = openOrEmpty(folder, space, bm25);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "the index in " + folder + " can't be opened again: " + e.getMessage(), e);
    }
    throw new IllegalStateException(
        "the index in " + folder + " had to be opened again, at " + applied().position());
  }

  /** For tests: what is open at the moment. */
  IndexFolder opened() {
    return open;
  }

  @Override
  public void commit() {
    IndexFolder now = open;
    run(now, now::commit);
  }

  /** Waits until no segments are being merged, and shows searches those that were. */
  public void awaitMerges() {
    IndexFolder now = open;
    run(now, now::awaitMerges);
  }

  @Override
  public void clear() {
    try {
      open.abandon();
      IndexFolder.empty(folder);
      open = IndexFolder.open(folder, space, bm25.similarity());
    } catch (IOException e) {
      throw new UncheckedIOException(
          "the index in " + folder + " can't be emptied: " + e.getMessage(), e);
    }
  }

  @Override
  public List<Candidate> lexical(Wording wording, AccessFilter access, int limit) {
    return look(
        wording,
        searcher -> {
          TermLookup lookup = new TermLookup(searcher);
          Map<WordTerm, Float> words =
              QueryWords.weights(wording, new LuceneDictionary(lookup, access)).all();
          return PassageFields.candidates(
              searcher, LexicalQuery.hits(words, lookup, access, limit));
        });
  }

  @Override
  public List<Candidate> vector(float[] query, AccessFilter access, int limit) {
    try (CandidatePool pool =
        pool(Wording.plain(""), query, access, Math.max(limit, FEWEST_NEIGHBOURS))) {
      List<Candidate> nearest = pool.nearest();
      return nearest.subList(0, Math.min(limit, nearest.size()));
    }
  }

  @Override
  public CandidatePool pool(Wording wording, float[] vector, AccessFilter access, int depth) {
    IndexFolder now = open;
    LucenePool.Nearest nearest = new LucenePool.Nearest(vector, Math.max(depth, FEWEST_NEIGHBOURS));
    return run(now, () -> LucenePool.of(now, wording, access, nearest, depth));
  }

  @Override
  public long size() {
    return look(searcher -> (long) searcher.getIndexReader().numDocs());
  }

  @Override
  public List<Held> held(Collection<UUID> documents) {
    return look(searcher -> LuceneInventory.held(searcher, documents));
  }

  @Override
  public Set<UUID> documents() {
    return look(LuceneInventory::documents);
  }

  private <T> T look(IndexFolder.Look<T> look) {
    return look(Wording.plain(""), look);
  }

  private <T> T look(Wording wording, IndexFolder.Look<T> look) {
    IndexFolder now = open;
    return run(now, () -> now.look(wording, look));
  }

  @FunctionalInterface
  interface Work<T> {
    T run() throws IOException;
  }

  /**
   * Damage found while at work makes the index count as empty, so that whoever follows the log
   * fills it again.
   */
  static <T> T run(IndexFolder now, Work<T> work) {
    try {
      return work.run();
    } catch (UncheckedIOException e) {
      IOException fault = e.getCause();
      throw broken(now, fault == null ? new IOException(e) : fault);
    } catch (IOException e) {
      throw broken(now, e);
    }
  }

  private static UncheckedIOException broken(IndexFolder now, IOException fault) {
    if (fault instanceof CorruptIndexException) {
      log.warn("The index is damaged ({}). It is rebuilt from the database.", fault.getMessage());
      now.forget();
      return new UncheckedIOException("the index is damaged and is being rebuilt", fault);
    }
    return new UncheckedIOException("the index did not answer: " + fault.getMessage(), fault);
  }

  @Override
  public void close() {
    try {
      open.close();
    } catch (IOException e) {
      throw new UncheckedIOException(
          "the index in " + folder + " was not closed cleanly: " + e.getMessage(), e);
    }
  }
}
