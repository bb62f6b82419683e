package dev.millrace.ingestion.job;

import dev.millrace.ingestion.connector.Scan;
import dev.millrace.ingestion.connector.ScanStart;
import dev.millrace.retrieval.corpus.CorpusWriter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;

/** What one run reads from the books and writes there. */
final class VisitBooks {
  /** Stands for the end of a queue: it has no name. */
  static final ItemRow END =
      new ItemRow(
          new UUID(0, 0),
          "",
          0,
          "",
          null,
          Map.of(),
          null,
          null,
          null,
          "",
          null,
          null,
          null,
          null,
          null,
          null,
          null,
          0,
          null);

  private static final Duration INDEX_PATIENCE = Duration.ofSeconds(30);

  private final Run run;
  private final Source source;
  private final Workplace place;

  VisitBooks(Run run, Source source, Workplace place) {
    this.run = run;
    this.source = source;
    this.place = place;
  }

  private ItemRows items() {
    return place.tables().items();
  }

  private RunRow row() {
    return place
        .tables()
        .runs()
        .findByRunIdAndWorkspaceId(run.id(), source.workspace().value())
        .orElseThrow(SourceGoneException::new);
  }

  RunPhase enter(RunPhase phase) {
    place.tables().runs().enter(run.id(), phase.wire());
    return phase;
  }

  /** Where the scan starts: after its own last checkpoint, if it broke off. */
  ScanStart start() {
    return new ScanStart(place.sources().cursor(source.id()), Optional.ofNullable(row().cursor()));
  }

  RunSink sink(BooleanSupplier stopped) {
    return new RunSink(
        run, source, place.flow().recipe(), place.tables(), stopped, place.flow().clock());
  }

  /** The scan has ended: what it did not see is gone, if it was to see all. */
  void listed(Scan scan) {
    place
        .tables()
        .together(
            () -> {
              if (scan.coverage() == Scan.Coverage.WHOLE) {
                items().unseen(source.id(), run.id());
              }
              items().goneWithin(source.id());
              place.tables().runs().reached(run.id(), scan.cursor().orElse(null));
              place.tables().runs().enter(run.id(), RunPhase.WORKING.wire());
            });
  }

  ItemIntake intake() {
    CorpusWriter corpus = place.corpus();
    return new ItemIntake(
        source,
        place.sources(),
        items(),
        corpus,
        place.flow(),
        item -> ItemState.of(item.state()) == ItemState.GONE);
  }

  Settling settling() {
    return new Settling(run, place.tables(), place.ledger(), place.index(), place.flow().clock());
  }

  List<ItemRow> wanted(String after, int limit) {
    return items().due(source.id(), after, place.flow().clock().instant(), limit);
  }

  List<ItemRow> toRemove(String after, int limit) {
    return items().toRemove(source.id(), after, limit);
  }

  /** What to ask before anything is removed; empty if there is no need. */
  Optional<String> question() {
    ItemRows.Removal removal = items().removal(source.id());
    if (!source.visits().asks(removal.gone(), removal.total()) || row().mayRemove()) {
      return Optional.empty();
    }
    return Optional.of(
        "%d of %d documents are no longer there (%d %%): is the place complete? Confirm the run to remove them, or cancel it"
            .formatted(
                removal.gone(),
                removal.total(),
                Math.round(100.0 * removal.gone() / removal.total())));
  }

  /** The next scan starts where this one ended; and searches see all that was done. */
  void done() throws InterruptedException {
    if (run.trigger() != Trigger.RETRY) {
      place.tables().sources().reached(source.id(), row().cursor());
    }
    long position = place.ledger().progress(run).position();
    if (position > 0) {
      place.index().await(position, INDEX_PATIENCE);
    }
  }
}
