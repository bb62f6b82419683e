package dev.millrace.ingestion.job;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Documents that can't be had: each waits for another version, or for somebody who decides. */
public final class DeadLetters {
  private final ItemRows items;
  private final Runs runs;

  public DeadLetters(JobTables tables, Runs runs) {
    this.items = tables.items();
    this.runs = runs;
  }

  /**
   * A document that can't be had.
   *
   * @param reason why
   * @param tries how often it was tried
   * @param documentId the document whose last good revision is kept; null if there is none
   */
  public record DeadLetter(
      String externalId, String uri, String reason, int tries, @Nullable UUID documentId) {}

  /** A source's, in the order of their names, from after that one on. */
  public List<DeadLetter> page(UUID sourceId, Optional<String> after, int limit) {
    return items.dead(sourceId, after.orElse(""), limit).stream()
        .map(
            row ->
                new DeadLetter(
                    row.externalId(),
                    row.uri(),
                    String.valueOf(row.reason()),
                    row.attempts(),
                    row.documentId()))
        .toList();
  }

  /**
   * Has documents tried again, as if they were new: at once if the server goes there, otherwise
   * when a client next sends them.
   *
   * @return how many will be
   */
  public int retry(UUID sourceId, List<String> externalIds) {
    return tried(sourceId, externalIds.isEmpty() ? 0 : items.retry(sourceId, externalIds));
  }

  /** As {@link #retry}, of all that a source has. */
  public int retryAll(UUID sourceId) {
    return tried(sourceId, items.retryAll(sourceId));
  }

  private int tried(UUID sourceId, int wanted) {
    if (wanted > 0) {
      runs.open(sourceId, Trigger.RETRY);
    }
    return wanted;
  }

  /**
   * Says that it is fine that these can't be had: they are no longer listed, until they change.
   *
   * @return how many there were
   */
  public int ignore(UUID sourceId, List<String> externalIds) {
    return externalIds.isEmpty() ? 0 : items.ignore(sourceId, externalIds);
  }

  /** As {@link #ignore}, of all that a source has. */
  public int ignoreAll(UUID sourceId) {
    return items.ignoreAll(sourceId);
  }
}
