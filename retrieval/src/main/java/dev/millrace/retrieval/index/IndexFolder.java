package dev.millrace.retrieval.index;

import dev.millrace.retrieval.corpus.CorpusLog.Head;
import dev.millrace.retrieval.corpus.EmbeddingSpace;
import dev.millrace.retrieval.index.PassageIndex.Wording;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import org.apache.lucene.index.ConcurrentMergeScheduler;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.MergeScheduler;
import org.apache.lucene.index.TieredMergePolicy;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.LRUQueryCache;
import org.apache.lucene.search.SearcherFactory;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.search.similarities.Similarity;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;

/**
 * One opening of an index folder: writer, shared searcher, and the position that both have reached.
 */
final class IndexFolder {
  /** Raised whenever fields change their meaning: an older index is then rebuilt. */
  private static final String FORMAT = "4";

  /** Reached only by filling, where fewer and larger segments are the sooner merged. */
  private static final double WRITE_BUFFER_MB = 96;

  /**
   * Half of Lucene's usual number: each term and each vector is looked for in every segment. A
   * million passages lie in 13 segments instead of 24, and the nearest of them are found in two
   * thirds of the time.
   */
  private static final double SEGMENTS_PER_TIER = 4;

  /**
   * Smaller segments count as being this large, so that few of them lie about: with Lucene's 16 MB
   * seven of a million passages' twelve segments held a fourteenth of them. Small updates cost no
   * more for it, since a merge makes its largest segment half as large again at least.
   */
  private static final double SMALL_SEGMENT_MB = 128;

  /**
   * Search segments beside the thread that asks, which searches too: so all processors work for one
   * query, and no more for many.
   */
  private static final Executor HELPERS =
      Executors.newFixedThreadPool(
          Math.max(1, Runtime.getRuntime().availableProcessors() - 1),
          Thread.ofPlatform().name("search-", 0).daemon().factory());

  private final Directory directory;
  private final IndexWriter writer;
  private final SearcherManager searchers;
  private final LRUQueryCache visible;
  private final String space;
  private volatile Head applied;
  private boolean uncommitted;

  private IndexFolder(
      Directory directory,
      IndexWriter writer,
      SearcherManager searchers,
      LRUQueryCache visible,
      String space,
      Head applied) {
    this.directory = directory;
    this.writer = writer;
    this.searchers = searchers;
    this.visible = visible;
    this.space = space;
    this.applied = applied;
  }

  static IndexFolder open(Path folder, EmbeddingSpace embeddingSpace, Similarity similarity)
      throws IOException {
    Files.createDirectories(folder);
    String space = embeddingSpace.model() + " " + embeddingSpace.dimension();
    Directory directory = FSDirectory.open(folder);
    try {
      Head applied =
          DirectoryReader.indexExists(directory) ? check(directory, space) : LuceneIndex.NOTHING;
      IndexWriterConfig config = new IndexWriterConfig(PassageFields.analyzers());
      config.setSimilarity(similarity);
      config.setRAMBufferSizeMB(WRITE_BUFFER_MB);
      config.setCodec(new PassageCodec());
      config.setMergePolicy(
          new TieredMergePolicy()
              .setSegmentsPerTier(SEGMENTS_PER_TIER)
              .setFloorSegmentMB(SMALL_SEGMENT_MB));
      config.setMergeScheduler(merges());
      config.setCommitOnClose(false);
      IndexWriter writer = new IndexWriter(directory, config);
      // What an earlier process left undone.
      writer.maybeMerge();
      LRUQueryCache visible = VisiblePassages.memory();
      SearcherFactory factory =
          new SearcherFactory() {
            @Override
            public IndexSearcher newSearcher(
                org.apache.lucene.index.IndexReader reader,
                org.apache.lucene.index.@org.jspecify.annotations.Nullable IndexReader previous) {
              IndexSearcher searcher = new IndexSearcher(reader, HELPERS);
              searcher.setSimilarity(similarity);
              VisiblePassages.remembered(searcher, visible);
              return searcher;
            }
          };
      return new IndexFolder(
          directory, writer, new SearcherManager(writer, factory), visible, space, applied);
    } catch (IOException | RuntimeException e) {
      directory.close();
      throw e;
    }
  }

  /** Merges as fast as they can: graphs take processors, not the disk that they would spare. */
  private static MergeScheduler merges() {
    ConcurrentMergeScheduler merges = new ConcurrentMergeScheduler();
    merges.disableAutoIOThrottle();
    return merges;
  }

  /**
   * Reads every file against its checksum and returns the position that the last commit had
   * reached.
   */
  private static Head check(Directory directory, String space) throws IOException {
    try (DirectoryReader reader = DirectoryReader.open(directory)) {
      for (LeafReaderContext leaf : reader.leaves()) {
        leaf.reader().checkIntegrity();
      }
      Map<String, String> data = reader.getIndexCommit().getUserData();
      if (!FORMAT.equals(data.get("format")) || !space.equals(data.get("space"))) {
        throw new UnusableIndexException(
            "it holds " + data.get("space") + " in format " + data.get("format"));
      }
      return new Head(UUID.fromString(data.get("corpus")), Long.parseLong(data.get("position")));
    } catch (EOFException | FileNotFoundException | NoSuchFileException e) {
      throw new UnusableIndexException("a file is missing or cut short: " + e.getMessage(), e);
    } catch (IllegalArgumentException | IllegalStateException e) {
      throw new UnusableIndexException("it can't be read: " + e.getMessage(), e);
    }
  }

  /** Deletes the folder's files. */
  static void empty(Path folder) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, Files::isRegularFile)) {
      for (Path file : files) {
        Files.delete(file);
      }
    }
  }

  IndexWriter writer() {
    return writer;
  }

  Head applied() {
    return applied;
  }

  /** Counts as empty from now on. */
  void forget() {
    applied = LuceneIndex.NOTHING;
  }

  /** A look at one state of the index. */
  @FunctionalInterface
  interface Look<T> {
    T at(IndexSearcher searcher) throws IOException;
  }

  <T> T look(Wording wording, Look<T> look) throws IOException {
    IndexSearcher searcher = acquire(wording);
    try {
      return look.at(searcher);
    } finally {
      release(searcher);
    }
  }

  /** One that scores the wording as it is best scored. */
  IndexSearcher acquire(Wording wording) throws IOException {
    IndexSearcher shared = searchers.acquire();
    if (!wording.fielded()) {
      return shared;
    }
    IndexSearcher searcher = new IndexSearcher(shared.getIndexReader(), HELPERS);
    searcher.setSimilarity(LuceneIndex.Bm25.FIELDED.similarity());
    VisiblePassages.remembered(searcher, visible);
    return searcher;
  }

  void release(IndexSearcher searcher) throws IOException {
    searchers.release(searcher);
  }

  /**
   * Shows searches what was written and then says so: a search that waited for the position must
   * see it.
   */
  Head reach(Head reached) throws IOException {
    searchers.maybeRefreshBlocking();
    applied = reached;
    uncommitted = true;
    return reached;
  }

  /**
   * Makes what was applied durable, and says how far that is. What was merged since is as well: it
   * would have to be merged again.
   */
  Head commit() throws IOException {
    if (uncommitted || (writer.isOpen() && writer.hasUncommittedChanges())) {
      Head now = applied;
      writer.setLiveCommitData(
          Map.of(
                  "format",
                  FORMAT,
                  "space",
                  space,
                  "corpus",
                  now.corpusId().toString(),
                  "position",
                  Long.toString(now.position()))
              .entrySet());
      writer.commit();
      uncommitted = false;
    }
    return applied;
  }

  /** Waits until no segments are being merged. */
  Head awaitMerges() throws IOException {
    if (writer.getConfig().getMergeScheduler() instanceof ConcurrentMergeScheduler merges) {
      merges.sync();
      searchers.maybeRefreshBlocking();
    }
    return applied;
  }

  void close() throws IOException {
    try (directory;
        writer;
        searchers) {
      commit();
    }
  }

  /** Closes without keeping anything. Searches under way finish on what they hold. */
  void abandon() throws IOException {
    try (directory;
        searchers) {
      writer.rollback();
    }
  }
}
