package dev.millrace.ingestion.job;

import dev.millrace.ingestion.parse.FetchedFile;
import dev.millrace.ingestion.parse.MemberFolder;
import dev.millrace.ingestion.parse.ParseResult.NotParsed;
import dev.millrace.retrieval.corpus.CorpusWriter;
import dev.millrace.retrieval.corpus.CorpusWriter.Known;
import dev.millrace.retrieval.corpus.CorpusWriter.Written;
import dev.millrace.retrieval.corpus.DocumentKey;
import dev.millrace.retrieval.corpus.Revision;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Documents that are handed over one at a time. Safe for use by many threads. */
public final class PushedDocuments {
  private final Sources sources;
  private final ItemRows items;
  private final Idempotency idempotency;
  private final CorpusWriter corpus;
  private final IngestFlow flow;
  private final Spool spool;

  public PushedDocuments(
      Sources sources,
      JobTables tables,
      Idempotency idempotency,
      CorpusWriter corpus,
      IngestFlow flow,
      Spool spool) {
    this.sources = sources;
    this.items = tables.items();
    this.idempotency = idempotency;
    this.corpus = corpus;
    this.flow = flow;
    this.spool = spool;
  }

  /**
   * Adds a document, unless a request with that key has done so before: then what came of that one
   * is said again. So a request that is repeated late does not undo a newer one.
   *
   * @param idempotencyKey 1 to {@value Idempotency#LONGEST_KEY} characters, of the client's
   *     choosing
   * @throws Idempotency.MismatchException if the key came with another document before
   */
  public Outcome push(UUID sourceId, PushedDocument pushed, Optional<String> idempotencyKey)
      throws IOException, InterruptedException, Idempotency.MismatchException {
    if (idempotencyKey.isEmpty()) {
      return push(sourceId, pushed);
    }
    byte[] request = pushed.requestHash();
    Optional<Outcome> before = idempotency.find(sourceId, idempotencyKey.get(), request);
    if (before.isPresent()) {
      return before.get();
    }
    Outcome outcome = push(sourceId, pushed);
    if (outcome.kind() != OutcomeKind.FAILED) {
      idempotency.keep(sourceId, idempotencyKey.get(), request, outcome);
    }
    return outcome;
  }

  /**
   * Removes the document that a source calls so, unless a request with that key has done so before:
   * then what came of that one is said again. There not being one is an outcome, too.
   *
   * @param idempotencyKey as for {@link #push}
   * @throws Idempotency.MismatchException if the key came with something else before
   */
  public Outcome remove(UUID sourceId, String externalId, Optional<String> idempotencyKey)
      throws Idempotency.MismatchException {
    byte[] request = Revision.sha256(("removal of " + externalId).getBytes(StandardCharsets.UTF_8));
    if (idempotencyKey.isPresent()) {
      Optional<Outcome> before = idempotency.find(sourceId, idempotencyKey.get(), request);
      if (before.isPresent()) {
        return before.get();
      }
    }
    Optional<Long> position = removeNamed(sourceId, externalId);
    Outcome outcome =
        new Outcome(
            externalId,
            position.isPresent() ? OutcomeKind.REMOVED : OutcomeKind.UNCHANGED,
            position.isPresent() ? null : "there was no such document",
            null,
            null,
            Map.of(),
            0,
            position.map(OptionalLong::of).orElse(OptionalLong.empty()),
            flow.clock().instant());
    idempotencyKey.ifPresent(key -> idempotency.keep(sourceId, key, request, outcome));
    return outcome;
  }

  /**
   * Adds a document to a source, or puts it in the place of the one of that external id. One that
   * is the same in all it says is neither parsed nor embedded again.
   *
   * @throws IllegalArgumentException if the external id can't be one
   * @throws SourceGoneException if there is no such source
   * @throws NotNowException if it failed for a reason that may pass
   * @throws IOException if the disk fails
   * @throws Spool.TooLargeException if the text is too long
   */
  public Outcome push(UUID sourceId, PushedDocument pushed)
      throws IOException, InterruptedException {
    Stages stages = new Stages(flow.clock());
    DocumentKey key = new DocumentKey(sources.workspace(), sourceId, pushed.externalId());
    RightsNow rights = sources.rightsOf(sourceId, pushed.own()::in);
    // Not before the source is known to be there.
    rights.now();
    byte[] hash = pushed.contentHash();
    Optional<Known> known = corpus.known(key);
    if (known.isPresent() && Arrays.equals(known.get().contentHash(), hash)) {
      return settled(known.get(), rights, stages);
    }
    byte[] bytes = pushed.text().getBytes(StandardCharsets.UTF_8);
    try (Spool.Fetched fetched = spool.take(new ByteArrayInputStream(bytes));
        MemberFolder folder = MemberFolder.temporary()) {
      Incoming incoming =
          new Incoming(
              key,
              known.map(Known::documentId),
              new FetchedFile(key.externalId(), pushed.mediaType(), fetched.path()),
              hash,
              pushed.uri().orElse(key.externalId()),
              pushed.title().orElse(null),
              pushed.metadata());
      return outcome(key, known, flow.ingest(incoming, rights, stages, folder.path()), stages);
    }
  }

  private Outcome outcome(
      DocumentKey key, Optional<Known> known, Ingested ingested, Stages stages) {
    UUID id = known.map(Known::documentId).orElse(null);
    return switch (ingested) {
      case Ingested.Kept(Written written, var none) ->
          outcome(
              key.externalId(),
              switch (written.change()) {
                case ADDED -> OutcomeKind.ADDED;
                case CHANGED -> OutcomeKind.CHANGED;
                case UNCHANGED -> OutcomeKind.UNCHANGED;
              },
              null,
              written.documentId(),
              written.revision(),
              OptionalLong.of(written.position()),
              stages);
      case Ingested.WithoutText(NotParsed why, var none) ->
          outcome(
              key.externalId(),
              why.kind().skipped() ? OutcomeKind.SKIPPED : OutcomeKind.FAILED,
              why.reason(),
              id,
              null,
              OptionalLong.empty(),
              stages);
      case Ingested.Failed failed when failed.passing() ->
          throw new NotNowException(key.externalId(), failed.reason());
      case Ingested.Failed failed ->
          outcome(
              key.externalId(),
              OutcomeKind.FAILED,
              failed.reason(),
              id,
              null,
              OptionalLong.empty(),
              stages);
    };
  }

  private Outcome outcome(
      String externalId,
      OutcomeKind kind,
      @Nullable String reason,
      @Nullable UUID documentId,
      @Nullable Revision revision,
      OptionalLong position,
      Stages stages) {
    return new Outcome(
        externalId,
        kind,
        reason,
        documentId,
        revision,
        stages.millis(),
        stages.total(),
        position,
        flow.clock().instant());
  }

  private Outcome settled(Known known, RightsNow rights, Stages stages) {
    Optional<Long> position =
        rights.holding(
            now ->
                known.rights().equals(now)
                    ? Optional.empty()
                    : corpus.relabel(sources.workspace(), known.documentId(), now));
    return outcome(
        known.externalId(),
        position.isPresent() ? OutcomeKind.CHANGED : OutcomeKind.UNCHANGED,
        position.isPresent() ? "readers changed" : null,
        known.documentId(),
        known.revision(),
        position.map(OptionalLong::of).orElse(OptionalLong.empty()),
        stages);
  }

  /**
   * Removes a document, whatever its source; gone from the next query on. The log position of the
   * removal; empty if there is no such document.
   */
  public Optional<Long> remove(UUID documentId) {
    items.dropOfDocument(documentId);
    return corpus.remove(sources.workspace(), documentId);
  }

  /** Removes the document that a source calls so; as {@link #remove}. */
  public Optional<Long> removeNamed(UUID sourceId, String externalId) {
    DocumentKey key =
        new DocumentKey(sources.workspace(), sourceId, PushedDocument.clean(externalId));
    Optional<Long> position = corpus.known(key).flatMap(known -> remove(known.documentId()));
    items.drop(sourceId, List.of(key.externalId()));
    return position;
  }
}
