package dev.millrace.ingestion.connector;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What one who does just what a connector tells ends up with: the items by external id. */
public final class Mirror {
  private final Map<String, Item> items = new TreeMap<>();
  private final Set<String> told = new HashSet<>();
  private final List<Unusable> unusable = new ArrayList<>();
  private Optional<String> done = Optional.empty();
  private Optional<String> checkpoint = Optional.empty();
  private int changed;

  /** Follows a scan from where the last one ended. */
  public Mirror follow(Connector connector) {
    told.clear();
    unusable.clear();
    checkpoint = Optional.empty();
    return run(connector, Integer.MAX_VALUE);
  }

  /**
   * Follows a scan that is broken off after so many items, forgets what was told after the last
   * checkpoint, and takes the scan up again.
   */
  public Mirror followBrokenOff(Connector connector, int after) {
    told.clear();
    unusable.clear();
    checkpoint = Optional.empty();
    run(connector, after);
    return run(connector, Integer.MAX_VALUE);
  }

  private Mirror run(Connector connector, int most) {
    Kept kept = new Kept(most);
    changed = 0;
    try {
      Scan scan = connector.scan(new ScanStart(done, checkpoint), kept);
      kept.keep();
      if (scan.coverage() == Scan.Coverage.WHOLE) {
        items.keySet().removeIf(id -> !told.contains(id) && !covered(id));
      }
      done = scan.cursor();
    } catch (InterruptedException e) {
      if (most == Integer.MAX_VALUE) {
        throw new IllegalStateException(e);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }

  /** Whether it was told why there is nothing of that name. */
  private boolean covered(String id) {
    return unusable.stream().anyMatch(one -> one.covers(id));
  }

  /** How many items the last scan told of with another version than before, or with none. */
  public int changed() {
    return changed;
  }

  public Map<String, Item> items() {
    return items;
  }

  public List<Unusable> unusable() {
    return unusable;
  }

  /** The text of each item, by external id. */
  public Map<String, String> texts(Connector connector) {
    Map<String, String> texts = new TreeMap<>();
    items.forEach((id, item) -> texts.put(id, text(connector, item)));
    return texts;
  }

  public static String text(Connector connector, Item item) {
    if (item.inline().isPresent()) {
      return new String(item.inline().get(), StandardCharsets.UTF_8);
    }
    try (Fetched fetched = connector.fetch(item)) {
      return switch (fetched) {
        case Fetched.Content content ->
            new String(content.bytes().readAllBytes(), StandardCharsets.UTF_8);
        case Fetched.Gone gone -> "(gone)";
        case Fetched.Refused refused -> "(refused: " + refused.reason() + ")";
      };
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Keeps what is told at each checkpoint, as a run does. */
  private final class Kept implements ScanSink {
    private final Map<String, @Nullable Item> pending = new TreeMap<>();
    private final int most;
    private int count;

    Kept(int most) {
      this.most = most;
    }

    @Override
    public void item(Item item) throws InterruptedException {
      if (++count > most) {
        throw new InterruptedException("broken off");
      }
      pending.put(item.externalId(), item);
    }

    @Override
    public void gone(String externalId) {
      pending.put(externalId, null);
    }

    @Override
    public void unusable(Unusable one) {
      unusable.add(one);
    }

    @Override
    public void checkpoint(String cursor) {
      keep();
      checkpoint = Optional.of(cursor);
    }

    void keep() {
      pending.forEach(
          (id, item) -> {
            if (item == null) {
              items.remove(id);
              return;
            }
            told.add(id);
            Item before = items.put(id, item);
            if (before == null
                || item.version() == null
                || !item.version().equals(before.version())) {
              changed++;
            }
          });
      pending.clear();
    }
  }
}
