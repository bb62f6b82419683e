package dev.millrace.ingestion.job;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.millrace.ingestion.connector.OwnRights;
import dev.millrace.retrieval.corpus.CanonicalText;
import dev.millrace.retrieval.corpus.Principal;
import dev.millrace.retrieval.corpus.Revision;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A document as somebody hands it over. Its strings are without NUL and without halves of surrogate
 * pairs, which JSON may carry and neither UTF-8 nor Postgres can.
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

  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS).build();

  public PushedDocument {
    externalId = clean(externalId);
    text = clean(text);
    title = title.map(PushedDocument::clean);
    uri = uri.map(PushedDocument::clean);
    metadata = Map.copyOf(cleaned(metadata));
    requireNonNull(own, "own");
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

  /** Of all that the document says, so that a new title counts as a change too; 32 bytes. */
  byte[] contentHash() {
    try {
      return Revision.sha256(
          JSON.writeValueAsBytes(
              List.of(text, mediaType, title.orElse(""), uri.orElse(""), metadata)));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("metadata is not JSON: " + e.getOriginalMessage(), e);
    }
  }

  /**
   * Of the whole request; 32 bytes, and the same in each process: the order in which sets tell
   * their elements is not.
   */
  byte[] requestHash() {
    return Revision.sha256(
        (HexFormat.of().formatHex(contentHash())
                + externalId
                + own.readers().map(PushedDocument::sorted)
                + own.denied().map(PushedDocument::sorted)
                + own.sensitivity())
            .getBytes(StandardCharsets.UTF_8));
  }

  private static List<String> sorted(Set<Principal> principals) {
    return principals.stream().map(Principal::toString).sorted().toList();
  }

  static String clean(String text) {
    return CanonicalText.of(text).value();
  }

  private static Map<String, Object> cleaned(Map<?, ?> values) {
    Map<String, Object> clean = new LinkedHashMap<>();
    values.forEach(
        (name, value) -> {
          Object cleaned = cleanedValue(value);
          if (cleaned != null) {
            clean.put(clean(String.valueOf(name)), cleaned);
          }
        });
    return clean;
  }

  private static @Nullable Object cleanedValue(@Nullable Object value) {
    return switch (value) {
      case null -> null;
      case String text -> clean(text);
      case Map<?, ?> map -> cleaned(map);
      case List<?> list ->
          list.stream().map(PushedDocument::cleanedValue).filter(Objects::nonNull).toList();
      default -> value;
    };
  }
}
