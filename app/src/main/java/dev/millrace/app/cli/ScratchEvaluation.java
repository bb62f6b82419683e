package dev.millrace.app.cli;

import ch.qos.logback.classic.LoggerContext;
import dev.millrace.app.database.ConnectionPool;
import dev.millrace.app.database.RunningDatabase;
import dev.millrace.app.database.ScratchHome;
import dev.millrace.orchestration.conversation.FollowUp;
import dev.millrace.orchestration.conversation.Turn;
import dev.millrace.orchestration.model.Role;
import dev.millrace.retrieval.corpus.Principal;
import dev.millrace.retrieval.corpus.Viewer;
import dev.millrace.retrieval.corpus.WorkspaceId;
import dev.millrace.retrieval.embedding.Embedder;
import dev.millrace.retrieval.embedding.OnnxEmbedder;
import dev.millrace.retrieval.evaluation.BeirCollection;
import dev.millrace.retrieval.evaluation.MalformedCollectionException;
import dev.millrace.retrieval.evaluation.NoEmbedder;
import dev.millrace.retrieval.evaluation.RankingMetrics;
import dev.millrace.retrieval.evaluation.RetrievalEvaluation;
import dev.millrace.retrieval.index.IndexFollower;
import dev.millrace.retrieval.index.LuceneIndex;
import dev.millrace.retrieval.search.IndexedSearch;
import dev.millrace.retrieval.search.SearchMode;
import dev.millrace.retrieval.store.PostgresCorpus;
import dev.millrace.retrieval.store.PostgresCorpusLog;
import dev.millrace.retrieval.store.PostgresDirectory;
import dev.millrace.retrieval.store.PostgresEvidence;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.slf4j.LoggerFactory;

/**
 * Measures the search that serves: the same database, index, fusion and hydration, in a home of its
 * own that is gone afterwards.
 */
final class ScratchEvaluation implements EvaluationRun {
  private static final int POOL_SIZE = 4;
  private static final Duration INDEXING_TIME = Duration.ofMinutes(30);
  private static final WorkspaceId WORKSPACE = WorkspaceId.DEFAULT;

  private volatile boolean interrupted;

  @Override
  public Map<SearchMode, Map<String, Double>> run(Plan plan, Consumer<Step> progress) {
    try {
      return run(plan, asked(plan, BeirCollection.open(plan.folder(), plan.split())), progress);
    } catch (MalformedCollectionException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static BeirCollection asked(Plan plan, BeirCollection collection) {
    BeirCollection half = collection.only(plan.queries().half()::holds);
    return plan.queries().rewritten() ? half.rewritten(ScratchEvaluation::alone) : half;
  }

  private static String alone(List<BeirCollection.Said> history, String question) {
    List<Turn> turns =
        history.stream()
            .map(said -> new Turn(said.byUser() ? Role.USER : Role.ASSISTANT, said.text()))
            .toList();
    return FollowUp.rewrite(turns, question).query();
  }

  private Map<SearchMode, Map<String, Double>> run(
      Plan plan, BeirCollection collection, Consumer<Step> progress) throws IOException {
    try (ScratchHome home = ScratchHome.create();
        RunningDatabase database = RunningDatabase.open(home.path(), Optional.empty());
        Interruption _ = Interruption.runs(() -> end(database, home));
        ConnectionPool pool = ConnectionPool.open(database.connection(), POOL_SIZE);
        Embedder embedder = embedder(plan.modes(), home.path());
        LuceneIndex index =
            LuceneIndex.open(home.path().resolve("index"), embedder.space(), plan.bm25())) {
      return run(plan, collection, pool.dataSource(), embedder, index, progress);
    } catch (RuntimeException e) {
      if (interrupted) {
        throw new CommandFailure("interrupted; nothing of it is left behind", e);
      }
      throw e;
    }
  }

  /** Ctrl-C: PostgreSQL runs in a session of its own and would outlive this process. */
  private void end(RunningDatabase database, ScratchHome home) {
    interrupted = true;
    if (LoggerFactory.getILoggerFactory() instanceof LoggerContext logs) {
      // What fails from here on fails because of this.
      logs.stop();
    }
    database.close();
    home.close();
  }

  private static Embedder embedder(Set<SearchMode> modes, Path home) {
    return modes.equals(Set.of(SearchMode.LEXICAL))
        ? new NoEmbedder()
        : OnnxEmbedder.bgeSmall(home.resolve("native"));
  }

  private static Map<SearchMode, Map<String, Double>> run(
      Plan plan,
      BeirCollection collection,
      DataSource dataSource,
      Embedder embedder,
      LuceneIndex index,
      Consumer<Step> progress)
      throws IOException {
    try (IndexFollower follower =
        new IndexFollower(new PostgresCorpusLog(dataSource), index, WORKSPACE, embedder.space())) {
      follower.start();
      Viewer viewer = new PostgresDirectory(dataSource).viewer(WORKSPACE, Principal.user("eval"));
      RetrievalEvaluation evaluation =
          new RetrievalEvaluation(
              new PostgresCorpus(dataSource),
              embedder,
              new IndexedSearch(index, follower, new PostgresEvidence(dataSource), embedder),
              viewer);
      long position =
          evaluation.index(
              collection, (done, total) -> progress.accept(new Step("indexing", done, total)));
      awaitIndex(follower, position);
      Integer limit = plan.queries().limit();
      Map<SearchMode, Map<String, Double>> measures = new EnumMap<>(SearchMode.class);
      for (SearchMode mode : plan.modes()) {
        RankingMetrics metrics =
            evaluation.measure(
                collection,
                mode,
                limit == null ? Integer.MAX_VALUE : limit,
                position,
                (done, total) -> progress.accept(new Step(mode.wire(), done, total)));
        measures.put(mode, metrics.wire());
      }
      return measures;
    }
  }

  private static void awaitIndex(IndexFollower follower, long position) {
    try {
      if (!follower.await(position, INDEXING_TIME)) {
        throw new IllegalStateException(
            "the index did not catch up within " + INDEXING_TIME.toMinutes() + " minutes");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while indexing", e);
    }
  }
}
