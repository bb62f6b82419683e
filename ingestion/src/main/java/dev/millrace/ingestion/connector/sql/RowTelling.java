package dev.millrace.ingestion.connector.sql;

import dev.millrace.ingestion.connector.Item;
import dev.millrace.ingestion.connector.ScanSink;
import dev.millrace.ingestion.connector.Unusable;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Tells rows that come in the order of their keys. A row is held until the next one shows that its
 * key is its own.
 */
final class RowTelling {
  private static final int CHECKPOINT_EVERY = 500;

  private final Table table;
  private final JdbcAddress address;
  private final Mark mark;
  private final ScanSink sink;
  private @Nullable Row held;
  private boolean repeated;
  private boolean keyless;
  private int told;

  RowTelling(Table table, JdbcAddress address, Mark mark, ScanSink sink) {
    this.table = table;
    this.address = address;
    this.mark = mark;
    this.sink = sink;
  }

  void next(Row row) throws InterruptedException {
    if (row.key().isEmpty()) {
      if (!keyless) {
        sink.unusable(
            new Unusable(
                "(no key)",
                true,
                "rows have no value in " + String.join(", ", table.columns().keys())));
      }
      keyless = true;
      return;
    }
    if (held != null && held.key().equals(row.key())) {
      repeated = true;
      return;
    }
    end();
    held = row;
  }

  /** Tells the row that is still held. */
  void end() throws InterruptedException {
    Row row = held;
    held = null;
    if (row == null) {
      return;
    }
    String id = row.key().map(RowKey::externalId).orElse("");
    Optional<String> fault = fault(row);
    if (fault.isPresent()) {
      String shown = id.replaceAll("\\p{Cntrl}", "\uFFFD");
      sink.unusable(
          new Unusable(
              shown.isEmpty()
                  ? "(empty key)"
                  : shown.length() > Item.LONGEST_ID ? shown.substring(0, Item.LONGEST_ID) : shown,
              true,
              fault.get()));
    }
    repeated = false;
    if (++told % CHECKPOINT_EVERY == 0) {
      sink.checkpoint(mark.after(id).toString());
    }
  }

  /** Why a row can't be told as an item; empty if it was. */
  private Optional<String> fault(Row row) throws InterruptedException {
    if (repeated) {
      return Optional.of("several rows have this key: check settings.keyColumns");
    }
    if (row.bytes() > RowQuery.LARGEST) {
      return Optional.of(
          "the row has "
              + (row.bytes() >> 20)
              + " MB, more than "
              + (RowQuery.LARGEST >> 20)
              + ": leave columns out");
    }
    Item item;
    try {
      item = row.item(table, address);
    } catch (IllegalArgumentException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
    sink.item(item);
    return Optional.empty();
  }
}
