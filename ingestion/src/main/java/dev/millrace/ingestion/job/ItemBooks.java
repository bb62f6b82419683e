package dev.millrace.ingestion.job;

import dev.millrace.ingestion.connector.Facts;
import dev.millrace.retrieval.corpus.Revision;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What is written down of an item: how it is from now on, and what a report says of it. */
final class ItemBooks {
  private final String recipe;
  private final InstantSource clock;

  ItemBooks(String recipe, InstantSource clock) {
    this.recipe = recipe;
    this.clock = clock;
  }

  /**
   * An item that was dealt with.
   *
   * @param hash of the bytes; null if they say nothing about it
   */
  ItemRow settled(
      ItemRow item,
      Facts facts,
      byte @Nullable [] hash,
      @Nullable UUID documentId,
      Outcome outcome) {
    return row(item, ItemState.SETTLED, FactsJson.of(facts), hash, documentId, outcome, 0, null);
  }

  /** An item that can't be had; what was known of it stays. */
  ItemRow dead(ItemRow item, Outcome outcome) {
    return row(
        item,
        ItemState.DEAD,
        item.settledFacts(),
        null,
        item.documentId(),
        outcome,
        item.attempts() + 1,
        null);
  }

  /**
   * An item that is to be tried again; what was known of it stays.
   *
   * @param hash of the bytes, if they could be had: of a new item they tell whether it is one that
   *     has moved
   */
  private ItemRow again(ItemRow item, byte @Nullable [] hash, Outcome outcome, Instant when) {
    return row(
        item,
        ItemState.WANTED,
        item.settledFacts(),
        item.documentId() == null ? hash : item.contentHash(),
        item.documentId(),
        outcome,
        item.attempts() + 1,
        when);
  }

  /** An item that went while it was on its way: it is removed with those that a scan misses. */
  Settlement gone(ItemRow item) {
    if (item.documentId() == null) {
      return Settlement.dropping(item.externalId(), List.of());
    }
    Outcome none =
        Outcome.noted(item.externalId(), OutcomeKind.REMOVED, null, null, clock.instant());
    ItemRow gone =
        row(
            item,
            ItemState.GONE,
            item.settledFacts(),
            item.contentHash(),
            item.documentId(),
            none,
            0,
            null);
    return new Settlement(List.of(gone), List.of(), List.of());
  }

  private ItemRow row(
      ItemRow item,
      ItemState state,
      @Nullable Map<String, Object> settledFacts,
      byte @Nullable [] hash,
      @Nullable UUID documentId,
      Outcome outcome,
      int attempts,
      @Nullable Instant retryAt) {
    return new ItemRow(
        item.sourceId(),
        item.externalId(),
        item.workspaceId(),
        item.uri(),
        item.toldVersion(),
        item.facts(),
        null,
        item.seenIn(),
        item.root(),
        state.wire(),
        item.toldVersion(),
        settledFacts,
        hash,
        recipe,
        documentId,
        outcome.kind().wire(),
        outcome.reason(),
        attempts,
        retryAt);
  }

  /**
   * An item that failed for a reason that may pass: to be tried again, or given up.
   *
   * @param hash of the bytes, if they could be had
   */
  Settlement failedForNow(ItemRow item, byte @Nullable [] hash, String reason, Stages stages) {
    Optional<Instant> when = Retries.after(item.attempts() + 1, clock.instant());
    String more =
        when.map(
                at ->
                    "; it is tried again at "
                        + at.truncatedTo(java.time.temporal.ChronoUnit.SECONDS))
            .orElse("; given up after " + Retries.TRIES + " tries");
    Outcome outcome = outcome(item, OutcomeKind.FAILED, kept(item, reason) + more, stages);
    return Settlement.of(
        when.map(at -> again(item, hash, outcome, at)).orElseGet(() -> dead(item, outcome)),
        outcome);
  }

  /** An item that can't be had, and another try won't change that. */
  Settlement failed(ItemRow item, String reason, Stages stages) {
    Outcome outcome = outcome(item, OutcomeKind.FAILED, kept(item, reason), stages);
    return Settlement.of(dead(item, outcome), outcome);
  }

  private static String kept(ItemRow item, String reason) {
    return item.documentId() == null ? reason : reason + "; its last good revision is kept";
  }

  Outcome outcome(ItemRow item, OutcomeKind kind, @Nullable String reason, Stages stages) {
    return outcome(item, kind, reason, item.documentId(), null, OptionalLong.empty(), stages);
  }

  Outcome outcome(
      ItemRow item,
      OutcomeKind kind,
      @Nullable String reason,
      @Nullable UUID documentId,
      @Nullable Revision revision,
      OptionalLong position,
      Stages stages) {
    return new Outcome(
        item.externalId(),
        kind,
        reason,
        documentId,
        revision,
        stages.millis(),
        stages.total(),
        position,
        clock.instant());
  }
}
