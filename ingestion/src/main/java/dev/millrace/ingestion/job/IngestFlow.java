package dev.millrace.ingestion.job;

import dev.millrace.ingestion.chunk.Indexing;
import dev.millrace.ingestion.chunk.PassageCutter;
import dev.millrace.ingestion.parse.Member;
import dev.millrace.ingestion.parse.ParseResult.Kind;
import dev.millrace.ingestion.parse.ParseResult.NotParsed;
import dev.millrace.ingestion.parse.ParseResult.Parsed;
import dev.millrace.ingestion.parse.Parser;
import dev.millrace.ingestion.parse.Reading;
import dev.millrace.ingestion.parse.Structure;
import dev.millrace.retrieval.corpus.Clearance;
import dev.millrace.retrieval.corpus.CorpusWriter;
import dev.millrace.retrieval.corpus.CorpusWriter.Written;
import dev.millrace.retrieval.corpus.EmbeddedPassage;
import dev.millrace.retrieval.corpus.Passage;
import dev.millrace.retrieval.corpus.Rights;
import dev.millrace.retrieval.corpus.Sensitivity;
import dev.millrace.retrieval.corpus.SourceDocument;
import dev.millrace.retrieval.corpus.WorkspaceId;
import dev.millrace.retrieval.embedding.Embedder;
import dev.millrace.retrieval.embedding.EmbeddingException;
import dev.millrace.retrieval.embedding.PassageVectors;
import dev.millrace.retrieval.store.StoreException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One document's way: parse → chunk → embed → write. What is wrong with the document is its
 * outcome; what is wrong with the database is an exception, since it concerns every document.
 */
public final class IngestFlow {
  private static final Logger LOG = LoggerFactory.getLogger(IngestFlow.class);

  /** Passages embedded in one call, so that memory doesn't grow with the document. */
  private static final int SLICE = 64;

  /** Raised when the same bytes are to be read again. */
  private static final String RECIPE = "read-1";

  private final Parser parser;
  private final Supplier<Indexing> indexing;
  private final CorpusWriter corpus;
  private final InstantSource clock;
  private final Semaphore places;

  /** A flow that always indexes in the same way. */
  public IngestFlow(
      Parser parser,
      PassageCutter cutter,
      PassageVectors vectors,
      CorpusWriter corpus,
      int atOnce,
      InstantSource clock) {
    this(parser, () -> new Indexing(vectors, cutter), corpus, atOnce, clock);
  }

  /**
   * A flow whose way of indexing may change between documents.
   *
   * @param indexing the live generation's, asked once a document
   * @param atOnce documents worked on at a time; who waits is served in turn, so that a source with
   *     many doesn't starve one with few
   */
  public IngestFlow(
      Parser parser,
      Supplier<Indexing> indexing,
      CorpusWriter corpus,
      int atOnce,
      InstantSource clock) {
    this.parser = parser;
    this.indexing = indexing;
    this.corpus = corpus;
    this.places = new Semaphore(atOnce, true);
    this.clock = clock;
  }

  /**
   * How files are read; another recipe may give another text of the same bytes. How text is cut is
   * no part of it: a generation with other passages is filled from the text that is kept.
   */
  String recipe() {
    return RECIPE;
  }

  InstantSource clock() {
    return clock;
  }

  /**
   * Brings a file in. When this says that it is kept, it survives a crash.
   *
   * @param folder an empty one for the files that are in it
   * @throws SourceGoneException if its source was deleted meanwhile
   * @throws StoreException if the database can't be reached
   * @throws InterruptedException if the thread was interrupted while it waited for its turn
   */
  Ingested ingest(Incoming incoming, RightsNow rights, Stages stages, Path folder)
      throws InterruptedException {
    long waiting = clock.millis();
    places.acquire();
    try {
      stages.add(Stages.WAIT, clock.millis() - waiting);
      Reading reading = stages.time(Stages.PARSE, () -> parser.read(incoming.file(), folder));
      if (Thread.interrupted()) {
        throw new InterruptedException("while " + incoming.key().externalId() + " was read");
      }
      return switch (reading.result()) {
        case NotParsed(Kind kind, String why) when kind == Kind.STOPPED ->
            new Ingested.Failed(why, true);
        case NotParsed nothing -> new Ingested.WithoutText(nothing, reading.members());
        case Parsed parsed ->
            index(incoming, named(incoming, parsed), rights, stages, reading.members());
      };
    } finally {
      places.release();
    }
  }

  private Ingested index(
      Incoming incoming, Parsed parsed, RightsNow rights, Stages stages, List<Member> members) {
    Indexing now = indexing.get();
    Optional<String> forbidden = forbidden(now.vectors().embedder(), rights);
    if (forbidden.isPresent()) {
      return new Ingested.Failed(forbidden.get(), false);
    }
    String name = incoming.key().externalId();
    try {
      List<Passage> passages = stages.time(Stages.CHUNK, () -> now.cutter().cut(parsed));
      List<EmbeddedPassage> embedded =
          stages.time(
              Stages.EMBED,
              () -> embed(now.vectors(), incoming.key().workspace(), parsed.title(), passages));
      Indexed indexed = new Indexed(parsed, now, embedded);
      Written written =
          stages.time(
              Stages.WRITE,
              () -> rights.holding(current -> writeTwice(incoming, indexed, current)));
      return new Ingested.Kept(written, members);
    } catch (EmbeddingException e) {
      return new Ingested.Failed("the embedding model failed: " + e.getMessage(), true);
    } catch (StoreException e) {
      if (e.unreachable()) {
        throw e;
      }
      LOG.warn("{} was not written", name, e);
      return new Ingested.Failed(String.valueOf(e.getMessage()), true);
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      LOG.error("{} was not indexed", name, e);
      return new Ingested.Failed("an error in Millrace: " + e, false);
    }
  }

  /**
   * Why the model may not see the text. A model that may see everything needs no look at rights.
   */
  private static Optional<String> forbidden(Embedder embedder, RightsNow rights) {
    if (embedder.clearance().equals(Clearance.ALL)) {
      return Optional.empty();
    }
    Sensitivity sensitivity = rights.now().sensitivity();
    return embedder.clearance().permits(sensitivity)
        ? Optional.empty()
        : Optional.of(
            "its text is "
                + sensitivity.wire()
                + ", and the embedding model "
                + embedder.space().model()
                + " may see "
                + embedder.clearance().highest().wire()
                + " text at most");
  }

  /** A document that is ready to be written. */
  private record Indexed(Parsed parsed, Indexing indexing, List<EmbeddedPassage> passages) {}

  private static List<EmbeddedPassage> embed(
      PassageVectors vectors, WorkspaceId workspace, String title, List<Passage> passages) {
    List<EmbeddedPassage> embedded = new ArrayList<>(passages.size());
    for (int from = 0; from < passages.size(); from += SLICE) {
      List<Passage> slice = passages.subList(from, Math.min(passages.size(), from + SLICE));
      List<float[]> made =
          vectors.of(workspace, slice.stream().map(passage -> passage.searchable(title)).toList());
      for (int i = 0; i < slice.size(); i++) {
        embedded.add(new EmbeddedPassage(slice.get(i), made.get(i)));
      }
    }
    return embedded;
  }

  /** Somebody may remove the document that is to be replaced, just then: so it is a new one. */
  private Written writeTwice(Incoming incoming, Indexed indexed, Rights rights) {
    try {
      return write(incoming, indexed, rights);
    } catch (StoreException e) {
      if (e.unreachable()) {
        throw e;
      }
      return write(incoming, indexed, rights);
    }
  }

  private Written write(Incoming incoming, Indexed indexed, Rights rights) {
    Parsed parsed = indexed.parsed();
    SourceDocument document =
        new SourceDocument(
            incoming.key(),
            incoming.existing(),
            incoming.uri(),
            parsed.title(),
            parsed.mediaType(),
            parsed.language(),
            incoming.metadata(),
            rights,
            incoming.contentHash(),
            parsed.text(),
            parsed.parser(),
            parsed.pageStarts(),
            Structure.write(parsed.blocks()));
    return corpus.write(
        document,
        indexed.indexing().cutter().segmentation(),
        indexed.indexing().vectors().embedder().space(),
        indexed.passages());
  }

  private static Parsed named(Incoming incoming, Parsed parsed) {
    return incoming.title() == null ? parsed : parsed.called(incoming.title());
  }
}
