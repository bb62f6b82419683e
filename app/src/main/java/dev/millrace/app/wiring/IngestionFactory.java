package dev.millrace.app.wiring;

import dev.millrace.app.database.ConnectionPool;
import dev.millrace.app.database.RunningDatabase;
import dev.millrace.app.generation.ServedGenerations;
import dev.millrace.app.settings.KnownSettings;
import dev.millrace.app.settings.Settings;
import dev.millrace.ingestion.connector.Addresses;
import dev.millrace.ingestion.connector.Connectors;
import dev.millrace.ingestion.connector.FolderType;
import dev.millrace.ingestion.connector.git.GitType;
import dev.millrace.ingestion.connector.kafka.KafkaType;
import dev.millrace.ingestion.connector.mail.MailType;
import dev.millrace.ingestion.connector.s3.S3Type;
import dev.millrace.ingestion.connector.sql.SqlType;
import dev.millrace.ingestion.connector.web.WebType;
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
import dev.millrace.ingestion.parse.DeclaredText;
import dev.millrace.ingestion.parse.ForkLimits;
import dev.millrace.ingestion.parse.ForkedParser;
import dev.millrace.ingestion.parse.MemberLimits;
import dev.millrace.ingestion.parse.Ocr;
import dev.millrace.ingestion.parse.Parser;
import dev.millrace.ingestion.parse.ParserOptions;
import dev.millrace.retrieval.corpus.CorpusWriter;
import dev.millrace.retrieval.corpus.OldRevisions;
import dev.millrace.retrieval.corpus.WorkspaceId;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Primary;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
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

  /**
   * Pushed documents worked on at once. One of a passage keeps a core busy for half of its time
   * only, and the database for the rest; each holds two connections while it is written.
   */
  private static final int PUSHES_AT_ONCE =
      Math.clamp(2L * Runtime.getRuntime().availableProcessors(), 2, 8);

  private static final String PUSHED = "pushed";

  /** So long without work a parser process is kept. */
  private static final Duration IDLE = Duration.ofSeconds(60);

  /** For what runs bring. */
  @Bean(preDestroy = "close")
  @Primary
  @Singleton
  Parser parser(RunningDatabase database, Settings settings) throws IOException {
    return forked(
        database.home().resolve("parsers/runs"),
        settings,
        settings.count("millrace.ingestion.parsers"));
  }

  /** For what is pushed, which is small and does not wait for somebody's thousand pages. */
  @Bean(preDestroy = "close")
  @Named(PUSHED)
  @Singleton
  Parser pushParser(RunningDatabase database, Settings settings) throws IOException {
    return new DeclaredText(
        forked(database.home().resolve("parsers/pushes"), settings, 1), MOST_CHARACTERS);
  }

  private static Parser forked(Path folder, Settings settings, int processes) throws IOException {
    long largest = settings.bytes("millrace.ingestion.max-file-size");
    MemberLimits usual = MemberLimits.USUAL;
    return new ForkedParser(
        new ParserOptions(
            MOST_CHARACTERS,
            new MemberLimits(usual.most(), largest, Math.max(largest, usual.mostBytesTogether())),
            new Ocr(
                settings.text("millrace.ingestion.ocr").equals(Optional.of("auto")),
                settings.text("millrace.ingestion.ocr-languages").orElseThrow())),
        new ForkLimits(
            processes,
            settings.bytes("millrace.ingestion.parser-memory"),
            settings.duration("millrace.ingestion.parse-timeout"),
            IDLE,
            folder));
  }

  @Singleton
  Spool spool(RunningDatabase database, Settings settings) throws IOException {
    return new Spool(
        database.home().resolve("spool"), settings.bytes("millrace.ingestion.max-file-size"));
  }

  @Singleton
  Connectors connectors(RunningDatabase database, Settings settings) {
    return new Connectors(
        List.of(
            new FolderType(),
            new GitType(database.home().resolve("git")),
            new S3Type(),
            new SqlType(),
            new MailType(),
            new KafkaType(),
            new WebType(
                Addresses.valueOf(
                    settings
                        .text("millrace.ingestion.web-addresses")
                        .orElseThrow()
                        .toUpperCase(Locale.ROOT)))));
  }

  @Singleton
  SecretBox secrets(RunningDatabase database, Settings settings) {
    return new SecretBox(
        NodeFiles.secretKey(database.home(), settings.text(KnownSettings.SECRET_KEY)));
  }

  @Singleton
  Sources sources(
      JobTables tables,
      Connectors connectors,
      ConnectionPool pool,
      Settings settings,
      SecretBox secrets,
      CorpusWriter corpus,
      Clock clock) {
    return new Sources(
        tables,
        connectors,
        secrets,
        new Relabelling(
            pool.dataSource(), settings.count(KnownSettings.DB_POOL_SIZE) / 4, tables, corpus),
        WorkspaceId.DEFAULT,
        clock);
  }

  @Singleton
  RunLedger ledger(JobTables tables, Clock clock) {
    return new RunLedger(tables, WorkspaceId.DEFAULT, clock);
  }

  @Singleton
  Workplace workplace(
      Sources sources,
      JobTables tables,
      RunLedger ledger,
      Intake intake,
      Parser parser,
      ServedGenerations generations) {
    return new Workplace(
        sources,
        tables,
        ledger,
        intake.corpus(),
        intake.flow(parser, AT_ONCE),
        intake.spool(),
        generations.search()::await);
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
      OldRevisions revisions,
      RunningDatabase database) {
    return new Jobs(
        pool.dataSource(), place, runs, idempotency, revisions, NodeFiles.name(database.home()));
  }

  /** Pushes don't queue behind the documents of runs: they have places of their own. */
  @Singleton
  PushedDocuments pushed(
      Sources sources,
      JobTables tables,
      Idempotency idempotency,
      Intake intake,
      @Named(PUSHED) Parser parser) {
    return new PushedDocuments(
        sources,
        tables,
        idempotency,
        intake.corpus(),
        intake.flow(parser, PUSHES_AT_ONCE),
        intake.spool());
  }

  @Singleton
  DeadLetters deadLetters(JobTables tables, Runs runs) {
    return new DeadLetters(tables, runs);
  }

  /** What brings documents in, whoever brings them. */
  @Singleton
  Intake intake(ServedGenerations generations, CorpusWriter corpus, Spool spool, Clock clock) {
    return new Intake(generations, corpus, spool, clock);
  }

  record Intake(ServedGenerations generations, CorpusWriter corpus, Spool spool, Clock clock) {
    IngestFlow flow(Parser parser, int atOnce) {
      return new IngestFlow(parser, generations::indexing, corpus, atOnce, clock);
    }
  }
}
