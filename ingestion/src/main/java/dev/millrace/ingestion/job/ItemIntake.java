package dev.millrace.ingestion.job;

import dev.millrace.ingestion.connector.Facts;
import dev.millrace.ingestion.parse.FetchedFile;
import dev.millrace.ingestion.parse.MemberFolder;
import dev.millrace.ingestion.parse.ParseResult.NotParsed;
import dev.millrace.retrieval.corpus.CorpusWriter;
import dev.millrace.retrieval.corpus.CorpusWriter.Change;
import dev.millrace.retrieval.corpus.CorpusWriter.Known;
import dev.millrace.retrieval.corpus.CorpusWriter.Written;
import dev.millrace.retrieval.corpus.DocumentKey;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One item's way into the corpus, once its bytes are at hand: is it as it was, has it moved, or is
 * it to be read? Safe for use by many threads.
 */
final class ItemIntake {
  private final Source source;
  private final Sources sources;
  private final ItemRows items;
  private final CorpusWriter corpus;
  private final IngestFlow flow;
  private final Predicate<ItemRow> left;
  private final ItemBooks books;

  /** To which new name each document goes that was left under its old one. */
  private final Map<UUID, String> moved = new ConcurrentHashMap<>();

  /**
   * @param left whether an item is no longer there under its name, so that its document may be
   *     there under another one
   */
  ItemIntake(
      Source source,
      Sources sources,
      ItemRows items,
      CorpusWriter corpus,
      IngestFlow flow,
      Predicate<ItemRow> left) {
    this.source = source;
    this.sources = sources;
    this.items = items;
    this.corpus = corpus;
    this.flow = flow;
    this.left = left;
    this.books = new ItemBooks(flow.recipe(), flow.clock());
  }

  ItemBooks books() {
    return books;
  }

  /** One that brings rights of its own, or what stays with it in the books. */
  RightsNow rights(Facts facts) {
    return sources.rightsOf(source.id(), facts.rights()::in);
  }

  /**
   * Brings an item in.
   *
   * @param facts all that is known of it now
   */
  Settlement take(ItemRow item, Facts facts, Spool.Fetched file, Stages stages)
      throws InterruptedException, IOException {
    Optional<Known> known = corpus.known(key(item.externalId()));
    RightsNow rights = rights(facts);
    if (known.isPresent() && asBefore(item, facts, file.sha256())) {
      return settled(item, facts, known.get(), rights, stages);
    }
    Settlement.Draft draft = new Settlement.Draft();
    try (MemberFolder folder = MemberFolder.temporary()) {
      Optional<Known> from = known.isEmpty() ? movedHere(item, file.sha256()) : Optional.empty();
      Incoming incoming = incoming(item, facts, file, known.or(() -> from));
      Ingested ingested = flow.ingest(incoming, rights, stages, folder.path());
      Members members = new Members(this, item, facts, draft);
      if (ingested instanceof Ingested.Failed failed) {
        return failed.passing()
            ? books.failedForNow(item, file.sha256(), failed.reason(), stages)
            : books.failed(item, failed.reason(), stages);
      }
      if (ingested instanceof Ingested.WithoutText(NotParsed why, var none)
          && !why.kind().skipped()) {
        return books.failed(item, why.reason(), stages);
      }
      // Before what is in it, which takes time of its own.
      Outcome outcome =
          switch (ingested) {
            case Ingested.Kept kept -> kept(item, kept.written(), file, from, draft, stages);
            case Ingested.WithoutText nothing -> withoutText(item, nothing.why(), known, stages);
            case Ingested.Failed failed -> throw new IllegalStateException(failed.reason());
          };
      // If that breaks off, the item is not settled and is read again.
      Optional<String> trouble = members.take(ingested.members());
      if (trouble.isPresent()) {
        return books.failedForNow(item, file.sha256(), trouble.get(), stages);
      }
      members.removeOthers();
      UUID documentId = outcome.kind() == OutcomeKind.REMOVED ? null : outcome.documentId();
      draft.add(books.settled(item, facts, file.sha256(), documentId, outcome), outcome);
      return draft.settlement();
    }
  }

  DocumentKey key(String externalId) {
    return new DocumentKey(source.workspace(), source.id(), externalId);
  }

  CorpusWriter corpus() {
    return corpus;
  }

  IngestFlow flow() {
    return flow;
  }

  ItemRows items() {
    return items;
  }

  private Incoming incoming(
      ItemRow item, Facts facts, Spool.Fetched file, Optional<Known> existing) {
    return new Incoming(
        key(item.externalId()),
        existing.map(Known::documentId),
        new FetchedFile(item.externalId(), facts.mediaType().orElse(null), file.path()),
        file.sha256(),
        item.uri(),
        facts.title().orElse(null),
        facts.metadata());
  }

  /** Whether all that makes its text and passages is as it was when it was settled. */
  boolean asBefore(ItemRow item, Facts facts, byte[] hash) {
    return item.documentId() != null
        && Arrays.equals(item.contentHash(), hash)
        && (item.recipe() == null || item.recipe().equals(flow.recipe()))
        && (item.settledFacts() == null || sameBut(FactsJson.facts(item.settledFacts()), facts));
  }

  private static boolean sameBut(Facts one, Facts other) {
    return one.title().equals(other.title())
        && one.mediaType().equals(other.mediaType())
        && one.metadata().equals(other.metadata());
  }

  private Settlement settled(
      ItemRow item, Facts facts, Known known, RightsNow rights, Stages stages) {
    Settlement.Draft draft = new Settlement.Draft();
    for (ItemRow member : items.within(source.id(), item.externalId())) {
      corpus.known(key(member.externalId())).ifPresent(one -> relabel(one, rights, stages));
    }
    Outcome outcome = settledOutcome(item, known, rights, stages);
    draft.add(books.settled(item, facts, item.contentHash(), known.documentId(), outcome), outcome);
    return draft.settlement();
  }

  /** What to say of a document whose bytes are as they were. */
  Outcome settledOutcome(ItemRow item, Known known, RightsNow rights, Stages stages) {
    Optional<Long> position = relabel(known, rights, stages);
    boolean first = item.documentId() == null;
    OutcomeKind kind =
        first
            ? OutcomeKind.ADDED
            : position.isPresent() ? OutcomeKind.CHANGED : OutcomeKind.UNCHANGED;
    return books.outcome(
        item,
        kind,
        position.isPresent() && !first ? "readers changed" : null,
        known.documentId(),
        known.revision(),
        position.map(OptionalLong::of).orElse(OptionalLong.empty()),
        stages);
  }

  private Optional<Long> relabel(Known known, RightsNow rights, Stages stages) {
    return stages.time(
        Stages.WRITE,
        () ->
            rights.holding(
                now ->
                    known.rights().equals(now)
                        ? Optional.empty()
                        : corpus.relabel(source.workspace(), known.documentId(), now)));
  }

  private Optional<Known> movedHere(ItemRow item, byte[] hash) {
    for (Known candidate : corpus.withContent(source.workspace(), source.id(), hash)) {
      boolean gone = items.find(source.id(), candidate.externalId()).filter(left).isPresent();
      if (gone
          && item.externalId()
              .equals(moved.computeIfAbsent(candidate.documentId(), id -> item.externalId()))) {
        return Optional.of(candidate);
      }
    }
    return Optional.empty();
  }

  private Outcome kept(
      ItemRow item,
      Written written,
      Spool.Fetched file,
      Optional<Known> from,
      Settlement.Draft draft,
      Stages stages) {
    // A crash may have come between the move and its entry in the books.
    Optional<String> old =
        item.documentId() != null
            ? Optional.empty()
            : from.map(Known::externalId)
                .or(
                    () ->
                        items
                            .ofDocument(source.id(), written.documentId(), item.externalId())
                            .map(ItemRow::externalId));
    old.ifPresent(draft::drop);
    return books.outcome(
        item,
        kind(item, written, file.sha256(), old.isPresent()),
        old.map(name -> "moved from " + name).orElse(null),
        written.documentId(),
        written.revision(),
        OptionalLong.of(written.position()),
        stages);
  }

  /**
   * What happened to it since it was last settled, which is not what the last write did: that may
   * have come after a crash, and found its own work done.
   */
  static OutcomeKind kind(ItemRow item, Written written, byte @Nullable [] hash, boolean moved) {
    if (item.documentId() == null) {
      return moved ? OutcomeKind.CHANGED : OutcomeKind.ADDED;
    }
    boolean other = hash != null && !Arrays.equals(item.contentHash(), hash);
    return other || written.change() != Change.UNCHANGED
        ? OutcomeKind.CHANGED
        : OutcomeKind.UNCHANGED;
  }

  /** It may have had text, and by its owner's doing it has none now. */
  Outcome withoutText(ItemRow item, NotParsed why, Optional<Known> known, Stages stages) {
    // One that the books still know was removed just before a crash.
    Optional<UUID> id =
        known.map(Known::documentId).or(() -> Optional.ofNullable(item.documentId()));
    if (id.isEmpty()) {
      return books.outcome(item, OutcomeKind.SKIPPED, why.reason(), stages);
    }
    return removed(item, id.get(), "it had text and no longer has: " + why.reason(), stages);
  }

  private Outcome removed(ItemRow item, UUID documentId, String reason, Stages stages) {
    Optional<Long> position =
        stages.time(Stages.WRITE, () -> corpus.remove(source.workspace(), documentId));
    return books.outcome(
        item,
        OutcomeKind.REMOVED,
        reason,
        documentId,
        null,
        position.map(OptionalLong::of).orElse(OptionalLong.empty()),
        stages);
  }

  /** Removes an item and what is in it. */
  Settlement remove(ItemRow item, String reason) {
    Settlement.Draft draft = new Settlement.Draft();
    items
        .within(source.id(), item.externalId())
        .forEach(member -> removeAlone(member, reason, draft));
    removeAlone(item, reason, draft);
    return draft.settlement();
  }

  /** Removes an item, and not what is in it. */
  void removeAlone(ItemRow item, String reason, Settlement.Draft draft) {
    removed(item, reason)
        .ifPresentOrElse(
            outcome -> draft.drop(item.externalId(), outcome), () -> draft.drop(item.externalId()));
  }

  /** Removes an item's document; empty if it never had one. */
  private Optional<Outcome> removed(ItemRow item, String reason) {
    return corpus
        .known(key(item.externalId()))
        .map(Known::documentId)
        .or(() -> Optional.ofNullable(item.documentId()))
        .map(id -> removed(item, id, reason, new Stages(flow.clock())));
  }
}
