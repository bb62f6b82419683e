package dev.millrace.ingestion.connector;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Something to index.
 *
 * @param externalId its name at that place, the same in every scan: 1 to 2,000 characters, no
 *     control characters
 * @param uri where a person finds it
 * @param version changes whenever its content or its facts do, so that an equal one need not be
 *     fetched; null where the place can't tell, and then it is fetched and its bytes are compared
 * @param size in bytes, where the place tells it
 * @param facts what the place says of it without being asked for its content
 * @param inline its content, where it came along and is small; then it is never fetched
 */
public record Item(
    String externalId,
    String uri,
    @Nullable String version,
    OptionalLong size,
    Facts facts,
    Optional<byte[]> inline) {
  /** The longest external id, in UTF-16 units. */
  public static final int LONGEST_ID = 2_000;

  /** The most bytes that may come along; what is larger is fetched. */
  public static final int MOST_INLINE = 1 << 20;

  public Item {
    requireNonNull(externalId, "externalId");
    requireNonNull(uri, "uri");
    requireNonNull(size, "size");
    requireNonNull(facts, "facts");
    requireNonNull(inline, "inline");
    if (externalId.isEmpty()
        || externalId.length() > LONGEST_ID
        || externalId.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException(
          "an external id has 1 to " + LONGEST_ID + " characters and no control characters");
    }
    if (inline.isPresent() && inline.get().length > MOST_INLINE) {
      throw new IllegalArgumentException("more than " + MOST_INLINE + " bytes do not come along");
    }
  }

  /** An item that has to be fetched and of which nothing else is said. */
  public static Item of(String externalId, String uri, @Nullable String version) {
    return new Item(externalId, uri, version, OptionalLong.empty(), Facts.NONE, Optional.empty());
  }
}
