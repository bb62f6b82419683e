package dev.millrace.ingestion.connector.s3;

import dev.millrace.ingestion.connector.Facts;
import dev.millrace.ingestion.connector.OwnRights;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/**
 * What an object says of itself.
 *
 * @param readers the name of the metadata that says who may read it; empty if none does
 * @param sensitivity the name of the metadata that says how far it may travel
 */
record ObjectFacts(Optional<String> readers, Optional<String> sensitivity) {
  /** What clients send who don't know better. */
  private static final Set<String> NO_TYPE =
      Set.of(
          "application/octet-stream", "binary/octet-stream", "application/x-www-form-urlencoded");

  ObjectFacts {
    readers = readers.map(name -> name.toLowerCase(Locale.ROOT));
    sensitivity = sensitivity.map(name -> name.toLowerCase(Locale.ROOT));
  }

  /**
   * @throws IllegalArgumentException if it names readers or a sensitivity that can't be read
   */
  Facts of(GetObjectResponse object) {
    Map<String, String> given = new HashMap<>();
    if (object.hasMetadata()) {
      object.metadata().forEach((name, value) -> given.put(name.toLowerCase(Locale.ROOT), value));
    }
    OwnRights rights =
        OwnRights.of(
            readers.flatMap(name -> Optional.ofNullable(given.remove(name))).map(List::of),
            sensitivity.flatMap(name -> Optional.ofNullable(given.remove(name))));
    return new Facts(
        Optional.empty(),
        Optional.ofNullable(object.contentType()).filter(type -> !NO_TYPE.contains(type)),
        Map.copyOf(given),
        rights);
  }
}
