package dev.millrace.retrieval.opensearch;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.retrieval.corpus.CorpusLog.Projected;
import dev.millrace.retrieval.index.PassageIndex.Held;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Writes documents' passages in lots. */
final class PassageWrites {
  /** Lines of one request: with vectors of 1,500 numbers, some 4 MB. */
  private static final int LINES = 400;

  private static final int CONFLICT = 409;
  private static final int NOT_FOUND = 404;

  private final OpenSearchClient client;
  private final String index;
  private final PassageInventory inventory;

  PassageWrites(OpenSearchClient client, String index, PassageInventory inventory) {
    this.client = client;
    this.index = index;
    this.inventory = inventory;
  }

  /**
   * Puts documents in the place of what there is of them; when it returns, searches see it.
   *
   * @param named those that are not present are removed
   * @param position of the log that they are of; what is newer stays
   */
  void replace(Collection<UUID> named, List<Projected> present, long position) {
    Set<UUID> wanted = new HashSet<>();
    List<Object> lines = new ArrayList<>();
    for (Projected document : present) {
      document.passages().forEach(passage -> wanted.add(passage.passageId()));
      lines.addAll(PassageLines.of(document, position));
    }
    for (Held held : inventory.held(named)) {
      if (!wanted.contains(held.passage())) {
        lines.add(PassageLines.deletion(held.passage(), position));
      }
    }
    send(lines);
  }

  private void send(List<Object> lines) {
    int from = 0;
    while (from < lines.size()) {
      int to = Math.min(lines.size(), from + LINES);
      // A line that tells what to do is not parted from the passage after it.
      while (to < lines.size() && !starts(lines.get(to))) {
        to++;
      }
      check(
          client.lines(
              "/%s/_bulk?require_alias=true&timeout=%dms&refresh=%s"
                  .formatted(index, client.patience().toMillis(), to == lines.size()),
              lines.subList(from, to)));
      from = to;
    }
  }

  private static boolean starts(Object line) {
    return line instanceof Map<?, ?> map
        && map.size() == 1
        && (map.containsKey("index") || map.containsKey("delete"));
  }

  /** What is newer than ours, or gone already, is as it should be. */
  private void check(JsonNode answer) {
    if (!answer.path("errors").asBoolean(false)) {
      return;
    }
    for (JsonNode item : answer.path("items")) {
      JsonNode result = item.has("index") ? item.path("index") : item.path("delete");
      int status = result.path("status").asInt();
      boolean gone = status == NOT_FOUND && item.has("delete") && !result.has("error");
      if (status >= 300 && status != CONFLICT && !gone) {
        throw client.refusal(client.name(), status, result.path("error"), "no reason");
      }
    }
  }
}
