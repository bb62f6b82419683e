package dev.millrace.ingestion.connector.mail;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How far mailboxes have been read.
 *
 * @param boxes what was there, by mailbox, when all of it had been told
 * @param whole whether the scan that stopped here was to tell all that is there
 * @param at where it stopped, if in the middle of a mailbox
 */
record ImapCursor(Map<String, Box> boxes, boolean whole, Optional<At> at) {
  /** Nothing has been read. */
  static final ImapCursor NONE = new ImapCursor(Map.of(), false, Optional.empty());

  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * What a mailbox held.
   *
   * @param next greater than all UIDs so far
   * @param exists all messages there
   * @param known those of them that count
   */
  record Box(long validity, long next, long exists, long known) {}

  /**
   * A place in a mailbox.
   *
   * @param uid of the last message that was told
   */
  record At(String box, long validity, long uid) {}

  ImapCursor {
    boxes = Map.copyOf(boxes);
  }

  /** Reads what {@link #text} wrote; nothing has been read if it is of another form. */
  static ImapCursor parse(String text) {
    try {
      JsonNode json = JSON.readTree(text);
      Map<String, Box> boxes = new TreeMap<>();
      json.path("boxes")
          .properties()
          .forEach(
              entry -> {
                JsonNode box = entry.getValue();
                boxes.put(
                    entry.getKey(),
                    new Box(
                        box.path(0).asLong(),
                        box.path(1).asLong(),
                        box.path(2).asLong(),
                        box.path(3).asLong()));
              });
      JsonNode at = json.path("at");
      return new ImapCursor(
          boxes,
          json.path("whole").asBoolean(),
          at.isArray()
              ? Optional.of(new At(at.path(0).asText(), at.path(1).asLong(), at.path(2).asLong()))
              : Optional.empty());
    } catch (JsonProcessingException e) {
      return NONE;
    }
  }

  /** As JSON. */
  String text() {
    ObjectNode json = JSON.createObjectNode();
    ObjectNode all = json.putObject("boxes");
    new TreeMap<>(boxes)
        .forEach(
            (name, box) ->
                all.putArray(name)
                    .add(box.validity())
                    .add(box.next())
                    .add(box.exists())
                    .add(box.known()));
    json.put("whole", whole);
    at.ifPresent(
        place -> json.putArray("at").add(place.box()).add(place.validity()).add(place.uid()));
    return json.toString();
  }
}
