package dev.millrace.ingestion.connector.kafka;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.TreeMap;

/**
 * How far a topic has been read.
 *
 * @param topicId of this very topic; one that is deleted and made again has another
 * @param next the offset of the next message, by partition
 */
record Offsets(String topicId, Map<Integer, Long> next) {
  /** Nothing has been read. */
  static final Offsets NONE = new Offsets("", Map.of());

  private static final ObjectMapper JSON = new ObjectMapper();

  Offsets {
    next = Map.copyOf(next);
  }

  /** Reads what {@link #text} wrote; nothing has been read if it is of another form. */
  static Offsets parse(String text) {
    try {
      JsonNode json = JSON.readTree(text);
      Map<Integer, Long> next = new TreeMap<>();
      json.path("next")
          .properties()
          .forEach(entry -> next.put(Integer.valueOf(entry.getKey()), entry.getValue().asLong()));
      return new Offsets(json.path("topicId").asText(), next);
    } catch (JsonProcessingException | NumberFormatException e) {
      return NONE;
    }
  }

  /** As JSON. */
  String text() {
    ObjectNode json = JSON.createObjectNode().put("topicId", topicId);
    ObjectNode all = json.putObject("next");
    new TreeMap<>(next).forEach((partition, offset) -> all.put(partition.toString(), offset));
    return json.toString();
  }
}
