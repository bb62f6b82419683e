package dev.millrace.ingestion.job;

import dev.millrace.ingestion.job.Reconciliation.Verdict;
import dev.millrace.ingestion.parse.FetchedFile;
import dev.millrace.retrieval.corpus.CorpusWriter;
import dev.millrace.retrieval.corpus.CorpusWriter.Known;
import dev.millrace.retrieval.corpus.DocumentKey;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Does in one run what is to be done with each document of a source. */
final class DocumentIntake {
  private final Source source;
  private final RightsNow rights;
  private final Reconciliation reconciliation;
  private final CorpusWriter corpus;
  private final IngestFlow flow;
  private final InstantSource clock;

  DocumentIntake(
      Source source,
      RightsNow rights,
      Reconciliation reconciliation,
      CorpusWriter corpus,
      IngestFlow flow,
      InstantSource clock) {
    this.source = source;
    this.rights = rights;
    this.reconciliation = reconciliation;
    this.corpus = corpus;
    this.flow = flow;
    this.clock = clock;
  }

  /** Takes note of a document that is there. All are listed before the first is settled. */
  void list(String externalId) {
    reconciliation.list(externalId);
  }

  boolean isListed(String externalId) {
    return reconciliation.isListed(externalId);
  }

  /** The rights of the source's documents as they are at the moment. */
  Rights rights() {
    return rights.now();
  }

  /** Settles a document for which its bytes aren't needed; empty if they are. */
  Optional<Outcome> settle(String externalId, byte[] contentHash, Rights now) {
    return switch (reconciliation.of(externalId, contentHash, now)) {
      case Verdict.Same same ->
          Optional.of(
              Outcome.noted(
                  externalId,
                  OutcomeKind.UNCHANGED,
                  null,
                  same.known().documentId(),
                  clock.instant()));
      case Verdict.Relabel relabel -> relabelled(relabel.known());
      case Verdict.Read read -> Optional.empty();
      case Verdict.Moved moved -> Optional.empty();
    };
  }

  /** Brings in a document whose bytes are at hand. */
  Outcome take(String externalId, String uri, Spool.Fetched fetched) throws InterruptedException {
    return switch (reconciliation.of(externalId, fetched.sha256(), rights.now())) {
      case Verdict.Same same -> settledOrRead(externalId, uri, fetched, same.known());
      case Verdict.Relabel relabel -> settledOrRead(externalId, uri, fetched, relabel.known());
      case Verdict.Read read -> read(externalId, uri, fetched, read.known().orElse(null), null);
      case Verdict.Moved moved -> read(externalId, uri, fetched, moved.from(), moved.from());
    };
  }

  private Outcome settledOrRead(String externalId, String uri, Spool.Fetched fetched, Known known)
      throws InterruptedException {
    Optional<Outcome> settled = settle(externalId, fetched.sha256(), rights.now());
    return settled.isPresent() ? settled.get() : read(externalId, uri, fetched, known, null);
  }

  private Outcome read(
      String externalId,
      String uri,
      Spool.Fetched fetched,
      @Nullable Known known,
      @Nullable Known movedFrom)
      throws InterruptedException {
    Incoming incoming =
        new Incoming(
            new DocumentKey(source.workspace(), source.id(), externalId),
            Optional.ofNullable(known).map(Known::documentId),
            new FetchedFile(externalId, null, fetched.path()),
            fetched.sha256(),
            uri,
            null,
            Map.of());
    Outcome outcome = flow.ingest(incoming, rights);
    return switch (outcome.kind()) {
      case ADDED, CHANGED, UNCHANGED, REMOVED ->
          movedFrom == null ? outcome : because(outcome, "moved from " + movedFrom.externalId());
      case FAILED -> known == null ? outcome : kept(outcome, known);
      case SKIPPED -> known == null ? outcome : emptied(outcome, known);
    };
  }

  /**
   * It had text, and by its owner's doing it has none now: what was known of it is no longer so.
   */
  private Outcome emptied(Outcome outcome, Known known) {
    Optional<Long> position = corpus.remove(source.workspace(), known.documentId());
    return new Outcome(
        outcome.externalId(),
        OutcomeKind.REMOVED,
        "it had text and no longer has: " + outcome.reason(),
        known.documentId(),
        null,
        outcome.stages(),
        outcome.ms(),
        position.map(OptionalLong::of).orElse(OptionalLong.empty()),
        outcome.at());
  }

  /** What was known of it stays, but never with readers of before. */
  private Outcome kept(Outcome outcome, Known known) {
    if (!Rights.of(known).equals(rights.now())) {
      relabelled(known);
    }
    return because(outcome, outcome.reason() + "; its last good revision is kept");
  }

  private static Outcome because(Outcome outcome, String reason) {
    OutcomeKind kind =
        outcome.kind() == OutcomeKind.UNCHANGED ? OutcomeKind.CHANGED : outcome.kind();
    return new Outcome(
        outcome.externalId(),
        kind,
        reason,
        outcome.documentId(),
        outcome.revision(),
        outcome.stages(),
        outcome.ms(),
        outcome.position(),
        outcome.at());
  }

  private Optional<Outcome> relabelled(Known known) {
    Stages stages = new Stages(clock);
    Optional<Long> position =
        stages.time(
            "write",
            () ->
                rights.holding(
                    now ->
                        corpus.relabel(
                            source.workspace(),
                            known.documentId(),
                            now.label(),
                            now.sensitivity())));
    return position.map(
        at ->
            new Outcome(
                known.externalId(),
                OutcomeKind.CHANGED,
                "readers changed",
                known.documentId(),
                known.revision(),
                stages.millis(),
                stages.total(),
                OptionalLong.of(at),
                clock.instant()));
  }

  /**
   * Removes what is no longer there.
   *
   * @param hidden whether an item of that name may be there all the same, unseen
   */
  List<Outcome> removeGone(Predicate<String> hidden) {
    List<Outcome> outcomes = new ArrayList<>();
    for (Known known : reconciliation.gone(hidden)) {
      Stages stages = new Stages(clock);
      Optional<Long> position =
          stages.time("write", () -> corpus.remove(source.workspace(), known.documentId()));
      outcomes.add(
          new Outcome(
              known.externalId(),
              OutcomeKind.REMOVED,
              "no longer there",
              known.documentId(),
              null,
              stages.millis(),
              stages.total(),
              position.map(OptionalLong::of).orElse(OptionalLong.empty()),
              clock.instant()));
    }
    return outcomes;
  }

  /** An outcome that needed no work. */
  Outcome noted(String externalId, OutcomeKind kind, String reason) {
    return Outcome.noted(
        externalId,
        kind,
        reason,
        reconciliation.known(externalId).map(Known::documentId).orElse(null),
        clock.instant());
  }
}
