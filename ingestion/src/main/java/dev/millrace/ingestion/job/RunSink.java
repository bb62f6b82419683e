package dev.millrace.ingestion.job;

import dev.millrace.ingestion.connector.Item;
import dev.millrace.ingestion.connector.ScanSink;
import dev.millrace.ingestion.connector.Unusable;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Writes down what a scan tells, page by page, each with the checkpoint that it comes with in one
 * transaction. Used by one thread.
 */
final class RunSink implements ScanSink {
  private static final int PAGE = 500;

  /** What comes along inline is in memory until its page is written. */
  private static final int MOST_BYTES = 8 << 20;

  private final Run run;
  private final Source source;
  private final String recipe;
  private final JobTables tables;
  private final BooleanSupplier stopped;
  private final InstantSource clock;

  /** What was told last of each name since the last page; null for what is gone. */
  private final Map<String, @Nullable ItemRow> told = new LinkedHashMap<>();

  private final List<ItemRow> unusable = new ArrayList<>();
  private long bytes;

  RunSink(
      Run run,
      Source source,
      String recipe,
      JobTables tables,
      BooleanSupplier stopped,
      InstantSource clock) {
    this.run = run;
    this.source = source;
    this.recipe = recipe;
    this.tables = tables;
    this.stopped = stopped;
    this.clock = clock;
  }

  @Override
  public void item(Item item) throws InterruptedException {
    told.remove(item.externalId());
    told.put(item.externalId(), ItemRow.told(source, run.id(), item, recipe));
    bytes += item.inline().map(inline -> inline.length).orElse(0);
    writeIfFull();
  }

  @Override
  public void gone(String externalId) throws InterruptedException {
    told.remove(externalId);
    told.put(externalId, null);
    writeIfFull();
  }

  @Override
  public void unusable(Unusable one) throws InterruptedException {
    unusable.add(ItemRow.unusable(source, run.id(), one));
    writeIfFull();
  }

  @Override
  public void checkpoint(String cursor) throws InterruptedException {
    write(Optional.of(cursor));
    checkStopped();
  }

  private void writeIfFull() throws InterruptedException {
    if (told.size() + unusable.size() >= PAGE || bytes >= MOST_BYTES) {
      write(Optional.empty());
    }
    checkStopped();
  }

  private void checkStopped() throws InterruptedException {
    if (stopped.getAsBoolean() || Thread.currentThread().isInterrupted()) {
      throw new InterruptedException("the run is to stop");
    }
  }

  /** Writes what has been told and not been written. */
  void write(Optional<String> cursor) {
    List<ItemRow> items = told.values().stream().filter(row -> row != null).toList();
    List<String> names = items.stream().map(ItemRow::externalId).toList();
    tables.together(
        () -> {
          told.forEach(
              (name, row) -> {
                if (row == null) {
                  tables.items().gone(source.id(), name);
                }
              });
          if (!items.isEmpty()) {
            tables.items().tell(items);
            tables.outcomes().carry(run.id(), source.id(), names, clock.instant());
          }
          if (!unusable.isEmpty()) {
            tables.items().unusable(unusable);
            tables.outcomes().note(unusable.stream().map(this::outcome).toList());
          }
          tables.runs().found(run.id(), (int) tables.items().seen(source.id(), run.id()));
          cursor.ifPresent(reached -> tables.runs().reached(run.id(), reached));
        });
    told.clear();
    unusable.clear();
    bytes = 0;
  }

  private OutcomeRow outcome(ItemRow row) {
    return OutcomeRow.of(
        run.id(),
        source.workspace(),
        Outcome.noted(
            row.externalId(),
            OutcomeKind.of(String.valueOf(row.outcome())),
            row.reason(),
            null,
            clock.instant()));
  }
}
