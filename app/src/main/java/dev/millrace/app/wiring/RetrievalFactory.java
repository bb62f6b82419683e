package dev.millrace.app.wiring;

import dev.millrace.app.database.ConnectionPool;
import dev.millrace.app.database.RunningDatabase;
import dev.millrace.app.http.Readiness;
import dev.millrace.app.settings.EmbeddingKeys;
import dev.millrace.app.settings.Settings;
import dev.millrace.retrieval.corpus.CorpusLog;
import dev.millrace.retrieval.corpus.CorpusWriter;
import dev.millrace.retrieval.corpus.Directory;
import dev.millrace.retrieval.corpus.WorkspaceId;
import dev.millrace.retrieval.embedding.Embedder;
import dev.millrace.retrieval.embedding.OnnxEmbedder;
import dev.millrace.retrieval.embedding.PassageVectors;
import dev.millrace.retrieval.embedding.RememberingEmbedder;
import dev.millrace.retrieval.index.IndexFollower;
import dev.millrace.retrieval.index.LuceneIndex;
import dev.millrace.retrieval.index.PassageIndex;
import dev.millrace.retrieval.search.EvidenceSearch;
import dev.millrace.retrieval.search.IndexedSearch;
import dev.millrace.retrieval.store.PostgresCorpus;
import dev.millrace.retrieval.store.PostgresCorpusLog;
import dev.millrace.retrieval.store.PostgresDirectory;
import dev.millrace.retrieval.store.PostgresEvidence;
import dev.millrace.retrieval.store.PostgresVectors;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;

/**
 * The corpus, its index, and the search. What follows the log, searches, or embeds takes what it
 * uses as an argument: so the follower stops before the index closes, and both before the embedder
 * and the pool.
 */
@Factory
final class RetrievalFactory {
  @Singleton
  CorpusWriter corpus(ConnectionPool pool) {
    return new PostgresCorpus(pool.dataSource());
  }

  @Singleton
  CorpusLog log(ConnectionPool pool) {
    return new PostgresCorpusLog(pool.dataSource());
  }

  @Singleton
  Directory directory(ConnectionPool pool) {
    return new PostgresDirectory(pool.dataSource());
  }

  /** Known by both its ports: candidates become evidence, and documents are read. */
  @Singleton
  PostgresEvidence evidence(ConnectionPool pool) {
    return new PostgresEvidence(pool.dataSource());
  }

  @Bean(preDestroy = "close")
  @Singleton
  LocalEmbedding local(RunningDatabase database) {
    return new LocalEmbedding(
        new RememberingEmbedder(OnnxEmbedder.bgeSmall(database.home().resolve("native"))));
  }

  /** The one that passages and queries are embedded with: the local one unless another is set. */
  @Bean(preDestroy = "close")
  @Singleton
  Embedder embedder(Settings settings, LocalEmbedding local) {
    return new ConfiguredEmbedding(settings, EmbeddingKeys.PREFIX)
        .remote()
        .<Embedder>map(model -> new RememberingEmbedder(model.open()))
        .orElse(local.embedder());
  }

  @Singleton
  PassageVectors vectors(Embedder embedder, ConnectionPool pool) {
    return new PassageVectors(embedder, new PostgresVectors(pool.dataSource()));
  }

  @Bean(preDestroy = "close")
  @Singleton
  PassageIndex index(RunningDatabase database, Embedder embedder) {
    return LuceneIndex.open(
        database.home().resolve("index"), embedder.space(), LuceneIndex.Bm25.DEFAULT);
  }

  @Bean(preDestroy = "close")
  @Singleton
  IndexFollower follower(CorpusLog log, PassageIndex index, Embedder embedder) {
    IndexFollower follower = new IndexFollower(log, index, WorkspaceId.DEFAULT, embedder.space());
    follower.start();
    return follower;
  }

  @Singleton
  EvidenceSearch search(
      PassageIndex index, IndexFollower follower, PostgresEvidence evidence, Embedder embedder) {
    return new IndexedSearch(index, follower, evidence, embedder);
  }

  @Singleton
  Readiness readiness(CorpusLog log, IndexFollower follower) {
    return new IndexReadiness(log, follower, WorkspaceId.DEFAULT);
  }
}
