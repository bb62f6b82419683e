package dev.millrace.ingestion.connector.kafka;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.millrace.ingestion.connector.SourceSettings;
import java.util.List;
import java.util.Optional;

/**
 * Where in JSON values what lies. A place is a field's name, or the names on the way to it with
 * dots in between.
 */
record Fields(
    Optional<String> id,
    String text,
    Optional<String> title,
    Optional<String> uri,
    Rights rights,
    Extras extras) {
  static final String ID = "idField";
  static final String TEXT = "textField";
  static final String TITLE = "titleField";
  static final String URI = "uriField";
  static final String READERS = "readersField";
  static final String DENIED = "deniedField";
  static final String SENSITIVITY = "sensitivityField";
  static final String METADATA = "metadataFields";
  static final String MEDIA_TYPE = "textType";

  /** Where the rights lie. */
  record Rights(Optional<String> readers, Optional<String> denied, Optional<String> sensitivity) {}

  /**
   * What else there is.
   *
   * @param mediaType of all texts
   * @param metadata places whose values become metadata of the last name on the way
   */
  record Extras(String mediaType, List<String> metadata) {}

  /** Empty if no place is set for the text. */
  static Optional<Fields> of(SourceSettings settings) {
    Optional<String> text = settings.find(TEXT);
    if (text.isEmpty()) {
      for (String name : List.of(ID, TITLE, URI, READERS, DENIED, SENSITIVITY, METADATA)) {
        if (settings.find(name).isPresent()) {
          throw settings.wrong(name, "needs settings." + TEXT + " beside it");
        }
      }
    }
    String mediaType = settings.text(MEDIA_TYPE);
    if (!MessageForm.MEDIA_TYPES.contains(mediaType)) {
      throw settings.wrong(MEDIA_TYPE, "is text/plain, text/markdown or text/html");
    }
    return text.map(
        place ->
            new Fields(
                settings.find(ID),
                place,
                settings.find(TITLE),
                settings.find(URI),
                new Rights(
                    settings.find(READERS), settings.find(DENIED), settings.find(SENSITIVITY)),
                new Extras(mediaType, settings.list(METADATA))));
  }

  /** What lies at a place; a missing node if nothing does. */
  static JsonNode at(JsonNode value, String place) {
    JsonNode found = value;
    for (String name : place.split("\\.", -1)) {
      found = found.path(name);
    }
    return found.isNull() ? MissingNode.getInstance() : found;
  }
}
