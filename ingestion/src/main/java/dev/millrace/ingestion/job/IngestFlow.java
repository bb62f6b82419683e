package dev.millrace.ingestion.job;

import dev.millrace.ingestion.chunk.PassageCutter;
import dev.millrace.ingestion.parse.FetchedFile;
import dev.millrace.ingestion.parse.MemberFolder;
import dev.millrace.ingestion.parse.ParseResult;
import dev.millrace.ingestion.parse.ParseResult.NotParsed;
import dev.millrace.ingestion.parse.ParseResult.Parsed;
import dev.millrace.ingestion.parse.Parser;
import dev.millrace.retrieval.corpus.CorpusWriter;
import dev.millrace.retrieval.corpus.CorpusWriter.Written;
import dev.millrace.retrieval.corpus.EmbeddedPassage;
import dev.millrace.retrieval.corpus.Passage;
import dev.millrace.retrieval.corpus.Sensitivity;
import dev.millrace.retrieval.corpus.SourceDocument;
import dev.millrace.retrieval.embedding.Embedder;
import dev.millrace.retrieval.embedding.EmbeddingException;
import dev.millrace.retrieval.store.StoreException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One document's way: parse → chunk → embed → write. What is wrong with the document is its
 * outcome; what is wrong with the database is an exception, since it concerns every document.
 */
public final class IngestFlow {
  private static final Logger LOG = LoggerFactory.getLogger(IngestFlow.class);

  /** Documents worked on at once: parsing and embedding take processors, not patience. */
  private static final int AT_ONCE = 2;

  /** Passages embedded in one call, so that memory doesn't grow with the document. */
  private static final int SLICE = 64;

  private final Parser parser;
  private final PassageCutter cutter;
  private final Embedder embedder;
  private final CorpusWriter corpus;
  private final InstantSource clock;
  private final Semaphore places = new Semaphore(AT_ONCE, true);

  public IngestFlow(
      Parser parser,
      PassageCutter cutter,
      Embedder embedder,
      CorpusWriter corpus,
      InstantSource clock) {
    this.parser = parser;
    this.cutter = cutter;
    this.embedder = embedder;
    this.corpus = corpus;
    this.clock = clock;
  }

  /**
   * Brings a document in. When this returns an outcome that changed something, it survives a crash.
   *
   * @throws SourceGoneException if its source was deleted meanwhile
   * @throws InterruptedException if the thread was interrupted while it waited for its turn
   */
  Outcome ingest(Incoming incoming, RightsNow rights) throws InterruptedException {
    places.acquire();
    try {
      Stages stages = new Stages(clock);
      ParseResult result = stages.time("parse", () -> read(incoming.file()));
      if (Thread.interrupted()) {
        throw new InterruptedException("while " + incoming.key().externalId() + " was read");
      }
      return switch (result) {
        case NotParsed nothing -> withoutText(incoming, nothing, stages);
        case Parsed parsed -> index(incoming, named(incoming, parsed), rights, stages);
      };
    } finally {
      places.release();
    }
  }

  private ParseResult read(FetchedFile file) {
    try (MemberFolder members = MemberFolder.temporary()) {
      return parser.read(file, members.path()).result();
    } catch (IOException e) {
      throw new UncheckedIOException("no folder for what is in " + file.name(), e);
    }
  }

  private Outcome index(Incoming incoming, Parsed parsed, RightsNow rights, Stages stages) {
    Sensitivity sensitivity = rights.now().sensitivity();
    if (!embedder.clearance().permits(sensitivity)) {
      return outcome(
          incoming,
          OutcomeKind.FAILED,
          "its text is "
              + sensitivity.wire()
              + ", and the embedding model "
              + embedder.space().model()
              + " may see "
              + embedder.clearance().highest().wire()
              + " text at most",
          stages);
    }
    Written written;
    try {
      List<Passage> passages = stages.time("chunk", () -> cutter.cut(parsed));
      List<EmbeddedPassage> embedded = stages.time("embed", () -> embed(parsed.title(), passages));
      written =
          stages.time(
              "write", () -> rights.holding(now -> writeTwice(incoming, parsed, embedded, now)));
    } catch (EmbeddingException e) {
      String reason = "the embedding model failed: " + e.getMessage();
      return outcome(incoming, OutcomeKind.FAILED, reason, stages);
    } catch (StoreException e) {
      if (e.unreachable()) {
        throw e;
      }
      LOG.warn("{} was not written", incoming.key().externalId(), e);
      return outcome(incoming, OutcomeKind.FAILED, e.getMessage(), stages);
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      LOG.error("{} was not indexed", incoming.key().externalId(), e);
      return outcome(incoming, OutcomeKind.FAILED, "an error in Millrace: " + e, stages);
    }
    return new Outcome(
        incoming.key().externalId(),
        switch (written.change()) {
          case ADDED -> OutcomeKind.ADDED;
          case CHANGED -> OutcomeKind.CHANGED;
          case UNCHANGED -> OutcomeKind.UNCHANGED;
        },
        null,
        written.documentId(),
        written.revision(),
        stages.millis(),
        stages.total(),
        OptionalLong.of(written.position()),
        clock.instant());
  }

  private List<EmbeddedPassage> embed(String title, List<Passage> passages) {
    List<EmbeddedPassage> embedded = new ArrayList<>(passages.size());
    for (int from = 0; from < passages.size(); from += SLICE) {
      List<Passage> slice = passages.subList(from, Math.min(passages.size(), from + SLICE));
      List<float[]> vectors =
          embedder.passages(slice.stream().map(passage -> passage.searchable(title)).toList());
      for (int i = 0; i < slice.size(); i++) {
        embedded.add(new EmbeddedPassage(slice.get(i), vectors.get(i)));
      }
    }
    return embedded;
  }

  /** Somebody may remove the document that is to be replaced, just then: so it is a new one. */
  private Written writeTwice(
      Incoming incoming, Parsed parsed, List<EmbeddedPassage> passages, Rights rights) {
    try {
      return write(incoming, parsed, passages, rights);
    } catch (StoreException e) {
      if (e.unreachable()) {
        throw e;
      }
      return write(incoming, parsed, passages, rights);
    }
  }

  private Written write(
      Incoming incoming, Parsed parsed, List<EmbeddedPassage> passages, Rights rights) {
    SourceDocument document =
        new SourceDocument(
            incoming.key(),
            incoming.existing(),
            incoming.uri(),
            parsed.title(),
            parsed.mediaType(),
            parsed.language(),
            incoming.metadata(),
            rights.label(),
            rights.sensitivity(),
            incoming.contentHash(),
            parsed.text(),
            parsed.parser(),
            parsed.pageStarts());
    return corpus.write(document, cutter.segmentation(), embedder.space(), passages);
  }

  private Outcome withoutText(Incoming incoming, NotParsed nothing, Stages stages) {
    OutcomeKind kind = nothing.kind().skipped() ? OutcomeKind.SKIPPED : OutcomeKind.FAILED;
    return outcome(incoming, kind, nothing.reason(), stages);
  }

  private Outcome outcome(
      Incoming incoming, OutcomeKind kind, @Nullable String reason, Stages stages) {
    UUID existing = incoming.existing().orElse(null);
    return new Outcome(
        incoming.key().externalId(),
        kind,
        reason,
        existing,
        null,
        stages.millis(),
        stages.total(),
        OptionalLong.empty(),
        clock.instant());
  }

  private static Parsed named(Incoming incoming, Parsed parsed) {
    return incoming.title() == null ? parsed : parsed.called(incoming.title());
  }
}
