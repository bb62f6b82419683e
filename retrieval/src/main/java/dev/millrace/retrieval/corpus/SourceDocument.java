package dev.millrace.retrieval.corpus;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A document as ingestion hands it over: parsed, labelled, and not yet written.
 *
 * @param existing the document that this one replaces although its key is new: a file that moved;
 *     empty to go by the key
 * @param uri where a person finds the original
 * @param mediaType as detected, without parameters: {@code application/pdf}
 * @param language ISO 639-1, or null when unknown
 * @param metadata what the source says of it, JSON values
 * @param contentHash SHA-256 of the bytes as fetched, 32 bytes
 * @param parser name and version of what made the text
 * @param pageStarts position, in code points, at which each page starts; empty for a document
 *     without pages
 * @param structure the parts that the parser saw, in its own notation, from which the text can be
 *     cut anew; null if it is not kept
 */
public record SourceDocument(
    DocumentKey key,
    Optional<UUID> existing,
    String uri,
    String title,
    String mediaType,
    @Nullable String language,
    Map<String, Object> metadata,
    Rights rights,
    byte[] contentHash,
    CanonicalText text,
    String parser,
    List<Integer> pageStarts,
    @Nullable String structure) {
  /** A document of which no structure is kept. */
  public SourceDocument(
      DocumentKey key,
      Optional<UUID> existing,
      String uri,
      String title,
      String mediaType,
      @Nullable String language,
      Map<String, Object> metadata,
      Rights rights,
      byte[] contentHash,
      CanonicalText text,
      String parser,
      List<Integer> pageStarts) {
    this(
        key,
        existing,
        uri,
        title,
        mediaType,
        language,
        metadata,
        rights,
        contentHash,
        text,
        parser,
        pageStarts,
        null);
  }

  public SourceDocument {
    requireNonNull(key, "key");
    requireNonNull(existing, "existing");
    requireNonNull(uri, "uri");
    requireNonNull(title, "title");
    requireNonNull(mediaType, "mediaType");
    metadata = Map.copyOf(metadata);
    requireNonNull(rights, "rights");
    contentHash = contentHash.clone();
    requireNonNull(text, "text");
    requireNonNull(parser, "parser");
    pageStarts = List.copyOf(pageStarts);
    if (contentHash.length != 32) {
      throw new IllegalArgumentException("a content hash has 32 bytes, not " + contentHash.length);
    }
  }
}
