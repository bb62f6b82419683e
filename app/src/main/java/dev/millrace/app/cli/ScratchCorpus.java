package dev.millrace.app.cli;

import ch.qos.logback.classic.LoggerContext;
import dev.millrace.app.database.ConnectionPool;
import dev.millrace.app.database.RunningDatabase;
import dev.millrace.ingestion.chunk.PassageCutter;
import dev.millrace.ingestion.parse.ParseResult.Parsed;
import dev.millrace.ingestion.parse.Structure;
import dev.millrace.retrieval.corpus.CorpusWriter;
import dev.millrace.retrieval.corpus.Principal;
import dev.millrace.retrieval.corpus.SourceDocument;
import dev.millrace.retrieval.corpus.Viewer;
import dev.millrace.retrieval.corpus.WorkspaceId;
import dev.millrace.retrieval.embedding.Embedder;
import dev.millrace.retrieval.evaluation.RetrievalEvaluation;
import dev.millrace.retrieval.index.IndexFollower;
import dev.millrace.retrieval.index.LuceneIndex;
import dev.millrace.retrieval.rerank.Cascade;
import dev.millrace.retrieval.search.EvidenceSearch;
import dev.millrace.retrieval.search.IndexedSearch;
import dev.millrace.retrieval.search.SearchModels;
import dev.millrace.retrieval.store.PostgresCorpus;
import dev.millrace.retrieval.store.PostgresCorpusLog;
import dev.millrace.retrieval.store.PostgresDirectory;
import dev.millrace.retrieval.store.PostgresEvidence;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * A corpus with the search that serves: the same database, index, fusion and hydration, in a home
 * of its own that is gone afterwards unless it is to be kept.
 */
final class ScratchCorpus {
  static final WorkspaceId WORKSPACE = WorkspaceId.DEFAULT;
  private static final int POOL_SIZE = 4;
  private static final Duration INDEXING_TIME = Duration.ofHours(4);

  /** What models put around a text. */
  private static final int SPECIAL_TOKENS = 2;

  /** In the home. */
  static final String INDEX = "index";

  private final Path home;
  private final DataSource dataSource;
  private final Embedder embedder;
  private final LuceneIndex index;
  private final IndexFollower follower;

  /** What is done with the corpus. */
  @FunctionalInterface
  interface Work<T> {
    T on(ScratchCorpus corpus) throws IOException;
  }

  private ScratchCorpus(
      Path home,
      DataSource dataSource,
      Embedder embedder,
      LuceneIndex index,
      IndexFollower follower) {
    this.home = home;
    this.dataSource = dataSource;
    this.embedder = embedder;
    this.index = index;
    this.follower = follower;
  }

  /**
   * Makes one, works with it, and leaves nothing of it behind.
   *
   * @param embedding makes the embedder, given the home
   */
  static <T> T with(Function<Path, Embedder> embedding, LuceneIndex.Bm25 bm25, Work<T> work)
      throws IOException {
    try (CommandHome home = CommandHome.scratch()) {
      return in(home, embedding, bm25, work);
    }
  }

  /** The same in a home that may be kept, and then has what was made in it before. */
  static <T> T in(
      CommandHome home, Function<Path, Embedder> embedding, LuceneIndex.Bm25 bm25, Work<T> work)
      throws IOException {
    AtomicBoolean interrupted = new AtomicBoolean();
    Path folder = home.folder();
    try (RunningDatabase database = RunningDatabase.open(folder, Optional.empty());
        Interruption _ = Interruption.runs(() -> end(database, home, interrupted));
        ConnectionPool pool = ConnectionPool.open(database.connection(), POOL_SIZE);
        Embedder embedder = embedding.apply(folder);
        LuceneIndex index = LuceneIndex.open(folder.resolve(INDEX), embedder.space(), bm25);
        IndexFollower follower =
            new IndexFollower(
                new PostgresCorpusLog(pool.dataSource()), index, WORKSPACE, embedder.space())) {
      follower.start();
      return work.on(new ScratchCorpus(folder, pool.dataSource(), embedder, index, follower));
    } catch (RuntimeException e) {
      if (interrupted.get()) {
        throw new CommandFailure(home.leaving(), e);
      }
      throw e;
    }
  }

  /** Ctrl-C: PostgreSQL runs in a session of its own and would outlive this process. */
  private static void end(RunningDatabase database, CommandHome home, AtomicBoolean interrupted) {
    interrupted.set(true);
    if (LoggerFactory.getILoggerFactory() instanceof LoggerContext logs) {
      // What fails from here on fails because of this.
      logs.stop();
    }
    database.close();
    home.delete();
  }

  /** The folder of its own. */
  Path home() {
    return home;
  }

  CorpusWriter writer() {
    return new PostgresCorpus(dataSource);
  }

  Embedder embedder() {
    return embedder;
  }

  IndexedSearch search() {
    return search(Optional.empty());
  }

  /** With a reranker. */
  IndexedSearch search(Optional<Cascade> cascade) {
    return new IndexedSearch(
        index, follower, new PostgresEvidence(dataSource), new SearchModels(embedder, cascade));
  }

  /** Somebody with that name, who is in no group. */
  Viewer viewer(String name) {
    return new PostgresDirectory(dataSource).viewer(WORKSPACE, Principal.user(name));
  }

  RetrievalEvaluation retrieval() {
    return retrieval(null, search());
  }

  /**
   * Measures retrieval.
   *
   * @param cut how documents are cut, or null to cut those alone that the embedding model can't
   *     read whole, into as few passages as it can
   * @param search what is measured
   */
  RetrievalEvaluation retrieval(EvaluationRun.@Nullable Cut cut, EvidenceSearch search) {
    PassageCutter cutter =
        cut == null ? new PassageCutter(embedder, embedder.maxTokens()) : cut.cutter(embedder);
    return new RetrievalEvaluation(
        writer(),
        embedder,
        search,
        viewer("eval"),
        document ->
            cut == null && isReadWhole(document)
                ? RetrievalEvaluation.whole(document)
                : cutter.cut(
                    new Parsed(
                        document.title(),
                        document.text(),
                        Structure.blocks(document.text(), List.of(), null),
                        List.of(),
                        null,
                        document.mediaType(),
                        document.parser())));
  }

  private boolean isReadWhole(SourceDocument document) {
    String text = document.title() + '\n' + document.text().value();
    return embedder.tokens(text) <= embedder.maxTokens() - SPECIAL_TOKENS;
  }

  /** Waits until the index has all that was written, and no segments are being merged. */
  void awaitAll() {
    await(new PostgresCorpusLog(dataSource).head(WORKSPACE).position());
    index.awaitMerges();
  }

  /** Waits until the index has that log position. */
  void await(long position) {
    try {
      if (!follower.await(position, INDEXING_TIME)) {
        throw new IllegalStateException(
            "the index did not catch up within " + INDEXING_TIME.toHours() + " hours");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while indexing", e);
    }
  }
}
