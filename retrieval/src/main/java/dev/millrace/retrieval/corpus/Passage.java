package dev.millrace.retrieval.corpus;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A stretch of a document that is found and cited as one.
 *
 * @param ordinal its place among the document's passages, from 0
 * @param start first position in code points
 * @param end position after the last
 * @param page 1-based, or null for a document without pages; a passage never crosses a page
 * @param headings the headings above it, outermost first
 * @param text the canonical text between start and end
 */
public record Passage(
    int ordinal, int start, int end, @Nullable Integer page, List<String> headings, String text) {
  public Passage {
    headings = List.copyOf(headings);
    if (ordinal < 0 || start < 0 || end <= start) {
      throw new IllegalArgumentException("passage " + ordinal + " spans " + start + " to " + end);
    }
    if (page != null && page < 1) {
      throw new IllegalArgumentException("pages count from 1, not " + page);
    }
  }

  /**
   * The text that search sees: title and heading path above the passage, a line each, then the
   * passage. A heading that only repeats the title is left out.
   */
  public String searchable(String title) {
    StringBuilder all = new StringBuilder(title.length() + text.length() + 64);
    if (!title.isBlank()) {
      all.append(title).append('\n');
    }
    List<String> path = headings.stream().filter(heading -> !heading.equals(title)).toList();
    if (!path.isEmpty()) {
      all.append(String.join(" › ", path)).append('\n');
    }
    return all.append(text).toString();
  }

  /**
   * The passage's identity: the first 128 bits of SHA-256 over document, revision, span and the way
   * it was cut, as a version 8 UUID (RFC 9562, 5.8). Equal for equal evidence, so that parsing or
   * restoring again changes no reference. Two ways of cutting may give the same span under other
   * headings; these are two passages.
   */
  public UUID id(UUID documentId, Revision revision, String segmentation) {
    byte[] way = segmentation.getBytes(StandardCharsets.UTF_8);
    ByteBuffer name = ByteBuffer.allocate(16 + 64 + 8 + way.length);
    name.putLong(documentId.getMostSignificantBits()).putLong(documentId.getLeastSignificantBits());
    name.put(revision.hash().getBytes(StandardCharsets.US_ASCII))
        .putInt(start)
        .putInt(end)
        .put(way);
    ByteBuffer hash = ByteBuffer.wrap(Revision.sha256(name.array()));
    long high = (hash.getLong() & ~0xF000L) | 0x8000L;
    long low = (hash.getLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
    return new UUID(high, low);
  }
}
