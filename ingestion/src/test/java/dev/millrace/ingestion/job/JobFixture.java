package dev.millrace.ingestion.job;

import dev.millrace.ingestion.HashedWords;
import dev.millrace.ingestion.chunk.PassageCutter;
import dev.millrace.ingestion.connector.Connectors;
import dev.millrace.ingestion.connector.FolderType;
import dev.millrace.ingestion.connector.SourceKind;
import dev.millrace.ingestion.parse.MemberLimits;
import dev.millrace.ingestion.parse.Ocr;
import dev.millrace.ingestion.parse.ParserOptions;
import dev.millrace.ingestion.parse.TikaParser;
import dev.millrace.retrieval.TestPostgres;
import dev.millrace.retrieval.corpus.AccessLabel;
import dev.millrace.retrieval.corpus.CorpusWriter.Known;
import dev.millrace.retrieval.corpus.Principal;
import dev.millrace.retrieval.corpus.Rights;
import dev.millrace.retrieval.corpus.Sensitivity;
import dev.millrace.retrieval.corpus.WorkspaceId;
import dev.millrace.retrieval.embedding.PassageVectors;
import dev.millrace.retrieval.store.PostgresCorpus;
import dev.millrace.retrieval.store.PostgresVectors;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import javax.sql.DataSource;

/** Everything that a run needs, on a database of its own. */
final class JobFixture implements AutoCloseable {
  static final WorkspaceId WORKSPACE = WorkspaceId.DEFAULT;
  static final Rights EVERYONE = new Rights(AccessLabel.EVERYONE, Sensitivity.INTERNAL);
  static final Rights HR =
      new Rights(AccessLabel.allow(Principal.group("hr")), Sensitivity.CONFIDENTIAL);

  /** A clock that stands still until it is told. */
  static final class SettableClock implements InstantSource {
    private volatile Instant now = Instant.parse("2026-11-21T10:00:00Z");

    @Override
    public Instant instant() {
      return now;
    }

    void advance(Duration by) {
      now = now.plus(by);
    }
  }

  record Pool(DataSource dataSource) {}

  @Factory
  static final class Database {
    @Singleton
    Pool pool() {
      return new Pool(TestPostgres.freshDatabase());
    }

    /** As repositories see it: Micronaut Data puts a proxy in its place. */
    @Singleton
    @Named("default")
    DataSource dataSource(Pool pool) {
      return pool.dataSource();
    }
  }

  final ApplicationContext context;
  final DataSource dataSource;
  final SettableClock clock = new SettableClock();
  final HashedWords embedder = new HashedWords();
  final PostgresCorpus corpus;
  final JobTables tables;
  final Sources sources;
  final RunLedger ledger;
  final Spool spool;
  final PushedDocuments pushed;
  Runs runs;

  JobFixture(Path folder) {
    context =
        ApplicationContext.builder()
            .properties(Map.of("datasources.default.dialect", "POSTGRES"))
            .deduceEnvironment(false)
            .start();
    dataSource = context.getBean(Pool.class).dataSource();
    corpus = new PostgresCorpus(dataSource);
    tables = context.getBean(JobTables.class);
    sources =
        new Sources(
            tables,
            new Connectors(List.of(new FolderType())),
            new SecretBox(new byte[SecretBox.KEY_BYTES]),
            new Relabelling(dataSource, 4, tables, corpus),
            WORKSPACE,
            clock);
    ledger = new RunLedger(tables, WORKSPACE, clock);
    try {
      spool = new Spool(folder.resolve("spool"), 1_000_000);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    pushed =
        new PushedDocuments(
            sources,
            tables,
            new Idempotency(tables, WORKSPACE, clock),
            corpus,
            flow(embedder),
            spool);
    runs = newRuns(embedder);
  }

  IngestFlow flow(HashedWords with) {
    return new IngestFlow(
        new TikaParser(new ParserOptions(1_000_000, MemberLimits.USUAL, Ocr.OFF)),
        new PassageCutter(with, 220),
        new PassageVectors(with, new PostgresVectors(context.getBean(Pool.class).dataSource())),
        corpus,
        2,
        clock);
  }

  Workplace place(HashedWords with) {
    return new Workplace(
        sources, tables, ledger, corpus, flow(with), spool, (position, atMost) -> true);
  }

  Runs newRuns(HashedWords with) {
    return new Runs(place(with), "node-a");
  }

  /** Carries out what is queued, on this thread. */
  Run carryOut(Run run) {
    try {
      runs.carryOut(run.id());
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return ledger.find(run.id()).orElseThrow();
  }

  Source source(String name, SourceKind kind, Map<String, String> settings, Rights rights) {
    return source(new SourceWanted(name, kind, settings, rights, Visits.USUAL));
  }

  Source source(SourceWanted wanted) {
    return switch (sources.put(wanted)) {
      case Sources.Put.Added added -> added.source();
      case Sources.Put.Updated updated -> updated.source();
      case Sources.Put.OtherKind other -> throw new IllegalStateException(other.toString());
    };
  }

  Run open(Source source) {
    if (runs.open(source.id()) instanceof Runs.Opening.Opened opened) {
      return opened.run();
    }
    throw new IllegalStateException("not opened");
  }

  /** Sends files as a client would, and gives what became of each. */
  Map<String, Outcome> upload(Source source, Map<String, String> files) {
    Run run = open(source);
    send(run, files);
    try {
      runs.complete(run.id());
    } catch (RunEndedException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return outcomes(run);
  }

  void send(Run run, Map<String, String> files) {
    try {
      UploadRun upload = runs.upload(run.id());
      List<UploadRun.Line> lines =
          new TreeMap<>(files)
              .entrySet().stream()
                  .map(file -> new UploadRun.Line(file.getKey(), sha256(file.getValue())))
                  .toList();
      for (String wanted : upload.manifest(lines)) {
        byte[] bytes = files.getOrDefault(wanted, "").getBytes(StandardCharsets.UTF_8);
        upload.take(wanted, "file:///" + wanted, new ByteArrayInputStream(bytes));
      }
    } catch (RunEndedException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  Map<String, Outcome> outcomes(Run run) {
    Map<String, Outcome> outcomes = new TreeMap<>();
    ledger
        .outcomes(run.id(), OutcomeFilter.ALL, java.util.Optional.empty(), 1_000)
        .forEach(outcome -> outcomes.put(outcome.externalId(), outcome));
    return outcomes;
  }

  Map<String, Known> known(Source source) {
    Map<String, Known> known = new TreeMap<>();
    corpus
        .known(WORKSPACE, source.id(), "", 10_000)
        .forEach(one -> known.put(one.externalId(), one));
    return known;
  }

  UUID id(Source source, String externalId) {
    return at(known(source), externalId).documentId();
  }

  static <T> T at(Map<String, T> map, String key) {
    T value = map.get(key);
    if (value == null) {
      throw new IllegalStateException(key + " is not among " + map.keySet());
    }
    return value;
  }

  private static byte[] sha256(String text) {
    return dev.millrace.retrieval.corpus.Revision.sha256(text.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void close() {
    runs.close();
    context.close();
  }
}
