package dev.millrace.ingestion.connector;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import java.util.Optional;

/**
 * What a place says of a document.
 *
 * @param title what it is called there; empty to go by its content
 * @param mediaType what it is; empty to tell by content and name
 * @param metadata JSON values, for filters
 * @param rights who may read it, where the place knows
 */
public record Facts(
    Optional<String> title,
    Optional<String> mediaType,
    Map<String, Object> metadata,
    OwnRights rights) {
  /** It says nothing. */
  public static final Facts NONE =
      new Facts(Optional.empty(), Optional.empty(), Map.of(), OwnRights.NONE);

  public Facts {
    requireNonNull(title, "title");
    requireNonNull(mediaType, "mediaType");
    metadata = Map.copyOf(metadata);
    requireNonNull(rights, "rights");
  }

  /** These facts, and where they say nothing, the other ones. */
  public Facts or(Facts other) {
    Map<String, Object> both = new java.util.HashMap<>(other.metadata);
    both.putAll(metadata);
    return new Facts(
        title.or(other::title), mediaType.or(other::mediaType), both, rights.or(other.rights));
  }

  /** The same, with other rights. */
  public Facts withRights(OwnRights other) {
    return new Facts(title, mediaType, metadata, other);
  }
}
