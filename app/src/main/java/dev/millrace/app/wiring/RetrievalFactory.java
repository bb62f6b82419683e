package dev.millrace.app.wiring;

import dev.millrace.app.StartupException;
import dev.millrace.app.database.ConnectionPool;
import dev.millrace.app.database.RunningDatabase;
import dev.millrace.app.generation.Forecasts;
import dev.millrace.app.generation.IndexFolders;
import dev.millrace.app.generation.ServedGenerations;
import dev.millrace.app.generation.Switch;
import dev.millrace.app.http.Readiness;
import dev.millrace.app.settings.EmbeddingKeys;
import dev.millrace.app.settings.KnownSettings;
import dev.millrace.app.settings.Settings;
import dev.millrace.ingestion.chunk.Indexing;
import dev.millrace.ingestion.chunk.PassageCutter;
import dev.millrace.ingestion.generation.GenerationWork;
import dev.millrace.ingestion.generation.Share;
import dev.millrace.retrieval.access.AccessRecords;
import dev.millrace.retrieval.corpus.CorpusLog;
import dev.millrace.retrieval.corpus.CorpusWriter;
import dev.millrace.retrieval.corpus.Directory;
import dev.millrace.retrieval.corpus.WorkspaceId;
import dev.millrace.retrieval.embedding.Embedder;
import dev.millrace.retrieval.embedding.Embedders;
import dev.millrace.retrieval.embedding.OnnxEmbedder;
import dev.millrace.retrieval.embedding.PassageVectors;
import dev.millrace.retrieval.embedding.RememberingEmbedder;
import dev.millrace.retrieval.index.Indexes;
import dev.millrace.retrieval.search.EvidenceSearch;
import dev.millrace.retrieval.search.UsualSearch;
import dev.millrace.retrieval.store.DocumentNames;
import dev.millrace.retrieval.store.GenerationLeft;
import dev.millrace.retrieval.store.GenerationTables;
import dev.millrace.retrieval.store.PostgresAccess;
import dev.millrace.retrieval.store.PostgresCorpus;
import dev.millrace.retrieval.store.PostgresCorpusLog;
import dev.millrace.retrieval.store.PostgresDirectory;
import dev.millrace.retrieval.store.PostgresEvidence;
import dev.millrace.retrieval.store.PostgresGenerations;
import dev.millrace.retrieval.store.PostgresRevisions;
import dev.millrace.retrieval.store.PostgresSearchSettings;
import dev.millrace.retrieval.store.PostgresVectors;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.time.Clock;

/**
 * The corpus, its index in generations, and the search. What follows the log, searches, or embeds
 * takes what it uses as an argument: so followers stop before their models and the pool close.
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

  @Singleton
  AccessRecords access(ConnectionPool pool) {
    return new PostgresAccess(pool.dataSource());
  }

  /** Known by both its ports: candidates become evidence, and documents are read. */
  @Singleton
  PostgresEvidence evidence(ConnectionPool pool) {
    return new PostgresEvidence(pool.dataSource());
  }

  /** Known by both its ports: what was cited is opened, and what is too old is removed. */
  @Singleton
  PostgresRevisions revisions(ConnectionPool pool, Settings settings) {
    return new PostgresRevisions(
        pool.dataSource(), WorkspaceId.DEFAULT, settings.duration(KnownSettings.OLD_REVISIONS));
  }

  @Bean(preDestroy = "close")
  @Singleton
  LocalEmbedding local(RunningDatabase database) {
    return new LocalEmbedding(
        new RememberingEmbedder(OnnxEmbedder.bgeSmall(database.home().resolve("native"))));
  }

  /** The one that settings want passages and queries embedded with: local unless another is set. */
  @Bean(preDestroy = "close")
  @Singleton
  Embedder embedder(Settings settings, LocalEmbedding local) {
    return new ConfiguredEmbedding(settings, EmbeddingKeys.PREFIX)
        .remote()
        .<Embedder>map(model -> new RememberingEmbedder(model.open()))
        .orElse(local.embedder());
  }

  /** What settings name, and the model in this process for an index that was made by it. */
  @Singleton
  Embedders embedders(Embedder configured, LocalEmbedding local) {
    return new Embedders(configured, local.embedder());
  }

  @Singleton
  Indexing wanted(Embedders embedders, ConnectionPool pool, Settings settings) {
    Embedder embedder = embedders.configured();
    int tokens = settings.count(KnownSettings.PASSAGE_TOKENS);
    int overlap = settings.count(KnownSettings.PASSAGE_OVERLAP);
    if (!PassageCutter.allows(tokens, overlap) || tokens > embedder.maxTokens()) {
      throw new StartupException(
          "Passages of %d tokens that overlap by %d don't suit the embedding model %s, which reads %d."
              .formatted(tokens, overlap, embedder.space().model(), embedder.maxTokens()),
          "Set %s to %d at most, and %s to half of that at most."
              .formatted(
                  KnownSettings.PASSAGE_TOKENS,
                  embedder.maxTokens(),
                  KnownSettings.PASSAGE_OVERLAP));
    }
    return new Indexing(
        new PassageVectors(embedder, new PostgresVectors(pool.dataSource())),
        new PassageCutter(embedder, tokens, overlap));
  }

  /** The reranker that settings name, if they do. */
  @Bean(preDestroy = "close")
  @Singleton
  LastStage lastStage(Settings settings, RunningDatabase database) {
    return new LastStage(new ConfiguredReranker(settings).open(database.home().resolve("native")));
  }

  /** In the cluster that settings name, or else in the home. */
  @Bean(preDestroy = "close")
  @Singleton
  Indexes indexes(RunningDatabase database, CorpusLog log, Settings settings) {
    return new ConfiguredIndexes(settings)
        .cluster(log.head(WorkspaceId.DEFAULT).corpusId())
        .<Indexes>map(cluster -> cluster)
        .orElseGet(() -> new IndexFolders(database.home().resolve("index")));
  }

  @Bean(preDestroy = "close")
  @Singleton
  ServedGenerations generations(
      ConnectionPool pool,
      Indexes indexes,
      Embedders embedders,
      Indexing wanted,
      LastStage lastStage) {
    ServedGenerations generations =
        new ServedGenerations(pool.dataSource(), indexes, embedders, wanted, lastStage.cascade());
    generations.start();
    return generations;
  }

  @Bean(preDestroy = "close")
  @Singleton
  GenerationWork generationWork(
      ConnectionPool pool, CorpusLog log, Embedders embedders, Settings settings, Clock clock) {
    GenerationWork work =
        new GenerationWork(
            pool.dataSource(),
            log,
            WorkspaceId.DEFAULT,
            embedders,
            new GenerationWork.Manner(
                new Share(settings.count(KnownSettings.BUILD_SHARE)),
                GenerationWork.LEASE,
                clock,
                null));
    work.start();
    return work;
  }

  @Singleton
  PostgresGenerations generationTable(ConnectionPool pool) {
    return new PostgresGenerations(pool.dataSource(), WorkspaceId.DEFAULT);
  }

  @Singleton
  Switch switching(PostgresGenerations table, ServedGenerations generations) {
    return new Switch(table, generations);
  }

  @Singleton
  GenerationTables generationTables(ConnectionPool pool) {
    return new GenerationTables(pool.dataSource(), WorkspaceId.DEFAULT);
  }

  @Singleton
  Forecasts forecasts(
      GenerationLeft left, ServedGenerations generations, Settings settings, Clock clock) {
    return new Forecasts(
        left,
        generations,
        new Forecasts.Terms(
            new Share(settings.count(KnownSettings.BUILD_SHARE)),
            settings.text(KnownSettings.EMBEDDING_PRICE).map(Double::parseDouble).orElseThrow(),
            settings.text(KnownSettings.CURRENCY).orElseThrow()),
        clock);
  }

  @Singleton
  GenerationLeft generationLeft(ConnectionPool pool) {
    return new GenerationLeft(pool.dataSource(), WorkspaceId.DEFAULT);
  }

  @Singleton
  EvidenceSearch search(ServedGenerations generations, PostgresSearchSettings usual) {
    return new UsualSearch(generations.search(), usual);
  }

  @Singleton
  DocumentNames documentNames(ConnectionPool pool) {
    return new DocumentNames(pool.dataSource());
  }

  @Singleton
  PostgresSearchSettings searchSettings(ConnectionPool pool) {
    return new PostgresSearchSettings(pool.dataSource(), WorkspaceId.DEFAULT);
  }

  @Singleton
  Readiness readiness(CorpusLog log, ServedGenerations generations) {
    return new IndexReadiness(log, generations, WorkspaceId.DEFAULT);
  }
}
