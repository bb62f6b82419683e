package dev.millrace.app.wiring;

import dev.millrace.app.database.ConnectionPool;
import dev.millrace.app.database.RunningDatabase;
import dev.millrace.app.settings.Settings;
import dev.millrace.ingestion.chunk.PassageCutter;
import dev.millrace.ingestion.connector.Connectors;
import dev.millrace.ingestion.connector.FolderType;
import dev.millrace.ingestion.job.DeadLetters;
import dev.millrace.ingestion.job.Idempotency;
import dev.millrace.ingestion.job.IngestFlow;
import dev.millrace.ingestion.job.JobTables;
import dev.millrace.ingestion.job.Jobs;
import dev.millrace.ingestion.job.PushedDocuments;
import dev.millrace.ingestion.job.Relabelling;
import dev.millrace.ingestion.job.RunLedger;
import dev.millrace.ingestion.job.Runs;
import dev.millrace.ingestion.job.SecretBox;
import dev.millrace.ingestion.job.Sources;
import dev.millrace.ingestion.job.Spool;
import dev.millrace.ingestion.job.Workplace;
import dev.millrace.ingestion.parse.DeadlineParser;
import dev.millrace.ingestion.parse.Parser;
import dev.millrace.ingestion.parse.TikaParser;
import dev.millrace.retrieval.corpus.CorpusWriter;
import dev.millrace.retrieval.corpus.WorkspaceId;
import dev.millrace.retrieval.embedding.PassageVectors;
import dev.millrace.retrieval.index.IndexFollower;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How documents come in. Runs end before the database and the embedder that they use are closed.
 */
@Factory
final class IngestionFactory {
  private static final Logger LOG = LoggerFactory.getLogger(IngestionFactory.class);

  /** In UTF-16 units: some 8,000 pages. */
  private static final int MOST_CHARACTERS = 20_000_000;

  /** Documents of runs worked on at once: parsing and embedding take processors, not patience. */
  private static final int AT_ONCE = 2;

  private static final int PUSHES_AT_ONCE = 2;

  @Singleton
  Parser parser(Settings settings) {
    return new DeadlineParser(
        new TikaParser(MOST_CHARACTERS), settings.duration("millrace.ingestion.parse-timeout"));
  }

  @Singleton
  Spool spool(RunningDatabase database, Settings settings) throws IOException {
    return new Spool(
        database.home().resolve("spool"), settings.bytes("millrace.ingestion.max-file-size"));
  }

  @Singleton
  Connectors connectors() {
    return new Connectors(List.of(new FolderType()));
  }

  @Singleton
  Sources sources(
      JobTables tables,
      Connectors connectors,
      ConnectionPool pool,
      RunningDatabase database,
      CorpusWriter corpus,
      Clock clock) {
    return new Sources(
        tables,
        connectors,
        new SecretBox(NodeFiles.secretKey(database.home())),
        new Relabelling(pool.dataSource(), tables, corpus),
        WorkspaceId.DEFAULT,
        clock);
  }

  @Singleton
  RunLedger ledger(JobTables tables, Clock clock) {
    return new RunLedger(tables, WorkspaceId.DEFAULT, clock);
  }

  @Singleton
  Workplace workplace(
      Sources sources, JobTables tables, RunLedger ledger, Intake intake, IndexFollower follower) {
    return new Workplace(
        sources,
        tables,
        ledger,
        intake.corpus(),
        intake.flow(AT_ONCE),
        intake.spool(),
        follower::await);
  }

  @Singleton
  Runs runs(Workplace place, RunningDatabase database) {
    Runs runs = new Runs(place, NodeFiles.name(database.home()));
    int left = runs.interruptLeftBehind();
    if (left > 0) {
      LOG.info("{} uploads were broken off when the server stopped; the next ones go on", left);
    }
    return runs;
  }

  @Singleton
  Idempotency idempotency(JobTables tables, Clock clock) {
    return new Idempotency(tables, WorkspaceId.DEFAULT, clock);
  }

  @Bean(preDestroy = "close")
  @Singleton
  Jobs jobs(
      ConnectionPool pool,
      Workplace place,
      Runs runs,
      Idempotency idempotency,
      RunningDatabase database) {
    return new Jobs(pool.dataSource(), place, runs, idempotency, NodeFiles.name(database.home()));
  }

  /** Pushes don't queue behind the documents of runs: they have places of their own. */
  @Singleton
  PushedDocuments pushed(
      Sources sources, JobTables tables, Idempotency idempotency, Intake intake) {
    return new PushedDocuments(
        sources, tables, idempotency, intake.corpus(), intake.flow(PUSHES_AT_ONCE), intake.spool());
  }

  @Singleton
  DeadLetters deadLetters(JobTables tables, Runs runs, Clock clock) {
    return new DeadLetters(tables, runs, clock);
  }

  /** What brings documents in, whoever brings them. */
  @Singleton
  Intake intake(
      Parser parser, PassageVectors vectors, CorpusWriter corpus, Spool spool, Clock clock) {
    return new Intake(parser, vectors, corpus, spool, clock);
  }

  record Intake(
      Parser parser, PassageVectors vectors, CorpusWriter corpus, Spool spool, Clock clock) {
    IngestFlow flow(int atOnce) {
      return new IngestFlow(
          parser,
          new PassageCutter(vectors.embedder(), PassageCutter.USUAL),
          vectors,
          corpus,
          atOnce,
          clock);
    }
  }
}
