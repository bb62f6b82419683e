package dev.millrace.ingestion.job;

import static java.util.Objects.requireNonNull;

import dev.millrace.ingestion.parse.FetchedFile;
import dev.millrace.retrieval.corpus.DocumentKey;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A document that has been fetched and is to be indexed.
 *
 * @param existing the document that this one replaces although its key is new; empty to go by key
 * @param contentHash SHA-256, 32 bytes
 * @param uri where a person finds the original
 * @param title what the source calls it, or null to go by its content
 * @param metadata what the source says of it, JSON values
 */
record Incoming(
    DocumentKey key,
    Optional<UUID> existing,
    FetchedFile file,
    byte[] contentHash,
    String uri,
    @Nullable String title,
    Map<String, Object> metadata) {
  Incoming {
    requireNonNull(key, "key");
    requireNonNull(existing, "existing");
    requireNonNull(file, "file");
    requireNonNull(contentHash, "contentHash");
    requireNonNull(uri, "uri");
    metadata = Map.copyOf(metadata);
  }
}
