package dev.millrace.ingestion.job;

import static java.util.Objects.requireNonNull;

import dev.millrace.ingestion.connector.OwnRights;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A document as somebody hands it over.
 *
 * @param text in the form that the media type says
 * @param mediaType one of {@link #MEDIA_TYPES}
 * @param title at most {@value #LONGEST_TITLE} code points
 * @param metadata JSON values
 */
public record PushedDocument(
    String externalId,
    String text,
    String mediaType,
    Optional<String> title,
    Optional<String> uri,
    Map<String, Object> metadata,
    OwnRights own) {
  /** What text may be. */
  public static final Set<String> MEDIA_TYPES = Set.of("text/plain", "text/markdown", "text/html");

  private static final int LONGEST_TITLE = 200;

  public PushedDocument {
    requireNonNull(externalId, "externalId");
    requireNonNull(text, "text");
    requireNonNull(own, "own");
    metadata = Map.copyOf(metadata);
    if (!MEDIA_TYPES.contains(mediaType)) {
      throw new IllegalArgumentException(
          "mediaType is text/plain, text/markdown or text/html, not " + mediaType);
    }
    title.ifPresent(
        given -> {
          if (given.isBlank() || given.codePointCount(0, given.length()) > LONGEST_TITLE) {
            throw new IllegalArgumentException("a title has 1 to " + LONGEST_TITLE + " characters");
          }
        });
  }
}
