package dev.millrace.app.wiring;

import dev.millrace.app.database.RunningDatabase;
import dev.millrace.app.settings.Settings;
import dev.millrace.ingestion.chunk.PassageCutter;
import dev.millrace.ingestion.job.IngestFlow;
import dev.millrace.ingestion.job.JobTables;
import dev.millrace.ingestion.job.PushedDocuments;
import dev.millrace.ingestion.job.RunLedger;
import dev.millrace.ingestion.job.Runs;
import dev.millrace.ingestion.job.Sources;
import dev.millrace.ingestion.job.Spool;
import dev.millrace.ingestion.parse.DeadlineParser;
import dev.millrace.ingestion.parse.Parser;
import dev.millrace.ingestion.parse.TikaParser;
import dev.millrace.retrieval.corpus.CorpusWriter;
import dev.millrace.retrieval.corpus.WorkspaceId;
import dev.millrace.retrieval.embedding.Embedder;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Clock;
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
  IngestFlow flow(Parser parser, Embedder embedder, CorpusWriter corpus, Clock clock) {
    return new IngestFlow(
        parser, new PassageCutter(embedder, PassageCutter.USUAL), embedder, corpus, clock);
  }

  @Singleton
  Sources sources(JobTables tables, CorpusWriter corpus, Clock clock) {
    return new Sources(tables, corpus, WorkspaceId.DEFAULT, clock);
  }

  @Singleton
  RunLedger ledger(JobTables tables, Clock clock) {
    return new RunLedger(tables, WorkspaceId.DEFAULT, clock);
  }

  @Bean(preDestroy = "close")
  @Singleton
  Runs runs(
      Sources sources,
      RunLedger ledger,
      CorpusWriter corpus,
      IngestFlow flow,
      Spool spool,
      Clock clock) {
    Runs runs = new Runs(sources, ledger, corpus, flow, spool, clock);
    int left = runs.interruptLeftBehind();
    if (left > 0) {
      LOG.info("{} runs were left behind by a server that stopped; the next ones go on", left);
    }
    return runs;
  }

  @Singleton
  PushedDocuments pushed(
      Sources sources, CorpusWriter corpus, IngestFlow flow, Spool spool, Clock clock) {
    return new PushedDocuments(sources, corpus, flow, spool, clock);
  }
}
