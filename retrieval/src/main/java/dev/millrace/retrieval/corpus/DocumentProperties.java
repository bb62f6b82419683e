package dev.millrace.retrieval.corpus;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a document besides its text and its rights: what searches are narrowed by.
 *
 * @param mediaType without parameters: {@code application/pdf}
 * @param language ISO 639-1, or null when unknown
 * @param metadata what the source says of it, JSON values
 * @param updatedAt when Millrace last wrote it
 */
public record DocumentProperties(
    UUID sourceId,
    String mediaType,
    @Nullable String language,
    Map<String, Object> metadata,
    Instant updatedAt) {
  public DocumentProperties {
    requireNonNull(sourceId, "sourceId");
    requireNonNull(mediaType, "mediaType");
    // JSON has nulls, which Map.copyOf refuses.
    metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
    requireNonNull(updatedAt, "updatedAt");
  }
}
