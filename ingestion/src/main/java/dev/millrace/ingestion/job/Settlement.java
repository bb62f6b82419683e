package dev.millrace.ingestion.job;

import java.util.ArrayList;
import java.util.List;

/**
 * What came of an item and of what is in it: entered into the books in one transaction, so that no
 * outcome is told of an item that would be dealt with again.
 *
 * @param items as they are from now on
 * @param outcomes for the run's report
 * @param dropped names of items that are no more
 */
record Settlement(List<ItemRow> items, List<Outcome> outcomes, List<String> dropped) {
  Settlement {
    items = List.copyOf(items);
    outcomes = List.copyOf(outcomes);
    dropped = List.copyOf(dropped);
  }

  static Settlement of(ItemRow item, Outcome outcome) {
    return new Settlement(List.of(item), List.of(outcome), List.of());
  }

  static Settlement dropping(String externalId, List<Outcome> outcomes) {
    return new Settlement(List.of(), outcomes, List.of(externalId));
  }

  /** The last position that one of the outcomes wrote; 0 if none did. */
  long position() {
    return outcomes.stream().mapToLong(outcome -> outcome.position().orElse(0)).max().orElse(0);
  }

  /** Collects the settlement of one item and of what is in it. */
  static final class Draft {
    private final List<ItemRow> items = new ArrayList<>();
    private final List<Outcome> outcomes = new ArrayList<>();
    private final List<String> dropped = new ArrayList<>();

    void add(ItemRow item, Outcome outcome) {
      items.add(item);
      outcomes.add(outcome);
    }

    void drop(String externalId) {
      dropped.add(externalId);
    }

    void drop(String externalId, Outcome outcome) {
      dropped.add(externalId);
      outcomes.add(outcome);
    }

    Settlement settlement() {
      return new Settlement(items, outcomes, dropped);
    }
  }
}
