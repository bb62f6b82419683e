package dev.millrace.retrieval.evaluation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A file with a JSON object a line, each with an id of its own, read one by one. */
final class JsonLines {
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  private JsonLines() {}

  /** Takes an entry. */
  @FunctionalInterface
  interface Entries {
    void accept(BeirCollection.Entry entry) throws IOException;
  }

  /** Hands over every entry of the file, in order, one in memory at a time. */
  static void read(Path file, Entries entries) throws IOException {
    Lines.read(file, (number, line) -> entries.accept(entry(file, number, line)));
  }

  /** The same, refusing an id that comes twice. */
  static void readDistinct(Path file, Entries entries) throws IOException {
    Map<String, Long> lines = new HashMap<>();
    Lines.read(
        file,
        (number, line) -> {
          BeirCollection.Entry entry = entry(file, number, line);
          Long earlier = lines.putIfAbsent(entry.id(), number);
          if (earlier != null) {
            throw new MalformedCollectionException(
                file, number, "\"_id\" " + entry.id() + " is that of line " + earlier + " already");
          }
          entries.accept(entry);
        });
  }

  private static BeirCollection.Entry entry(Path file, long number, String line)
      throws MalformedCollectionException {
    JsonNode object;
    try {
      object = JSON.readTree(line);
    } catch (JsonProcessingException e) {
      throw new MalformedCollectionException(
          file,
          number,
          "is not JSON at column "
              + e.getLocation().getColumnNr()
              + ": "
              + e.getOriginalMessage().lines().findFirst().orElse("no reason given"));
    }
    if (!object.isObject()) {
      throw new MalformedCollectionException(file, number, "is not a JSON object");
    }
    JsonNode id = object.path("_id");
    // Some collections write their ids as numbers.
    if (!(id.isTextual() || id.isIntegralNumber()) || id.asText().isEmpty()) {
      throw new MalformedCollectionException(file, number, "has no \"_id\"");
    }
    if (!object.path("text").isTextual()) {
      throw new MalformedCollectionException(file, number, "has no \"text\"");
    }
    String title = object.path("title").isTextual() ? object.path("title").textValue() : "";
    return new BeirCollection.Entry(
        id.asText(), title, object.path("text").textValue(), history(file, number, object));
  }

  /** The form of multi-turn collections: {@code [{"speaker": "user" or another, "text"}]}. */
  private static List<BeirCollection.Said> history(Path file, long number, JsonNode object)
      throws MalformedCollectionException {
    List<BeirCollection.Said> history = new ArrayList<>();
    for (JsonNode turn : object.path("history")) {
      if (!turn.path("speaker").isTextual() || !turn.path("text").isTextual()) {
        throw new MalformedCollectionException(
            file, number, "has a \"history\" whose turns lack a \"speaker\" or a \"text\"");
      }
      history.add(
          new BeirCollection.Said(
              turn.path("speaker").textValue().equals("user"), turn.path("text").textValue()));
    }
    return history;
  }
}
