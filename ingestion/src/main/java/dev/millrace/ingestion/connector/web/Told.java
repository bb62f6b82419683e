package dev.millrace.ingestion.connector.web;

import dev.millrace.ingestion.connector.ContentHash;
import dev.millrace.ingestion.connector.Facts;
import dev.millrace.ingestion.connector.Item;
import dev.millrace.ingestion.connector.OwnRights;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Makes items of what pages answered. */
final class Told {
  private static final int DIGITS = 32;

  private Told() {}

  /** An item as it was told last. */
  static Item again(PageUrl url, Known.Told told) {
    return item(url, told, Optional.empty());
  }

  /** An item with its content, where that is here and small. */
  static Item item(PageUrl url, Known.Told told, Optional<byte[]> content) {
    return new Item(
        url.toString(),
        url.toString(),
        told.version().isEmpty() ? null : told.version(),
        told.size() < 0 ? OptionalLong.empty() : OptionalLong.of(told.size()),
        facts(told.mediaType()),
        content.filter(bytes -> bytes.length <= Item.MOST_INLINE));
  }

  static Facts facts(String mediaType) {
    return new Facts(
        Optional.empty(),
        Optional.of(mediaType).filter(type -> !type.isEmpty()),
        Map.of(),
        OwnRights.NONE);
  }

  /** What is told of content that was read whole: its version is its hash. */
  static Known.Told whole(byte[] content, String mediaType) {
    try {
      String hash = ContentHash.hexOf(new ByteArrayInputStream(content)).substring(0, DIGITS);
      return new Known.Told(hash, content.length, mediaType);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What is told of a file of which only the start was read: its version is its validator. */
  static Known.Told part(Headers headers, String mediaType) {
    long size = headers.first("Content-Encoding").isPresent() ? -1 : length(headers);
    Validators validators = Validators.of(headers);
    String version =
        validators.etag().or(() -> validators.modified().map(date -> date + "/" + size)).orElse("");
    return new Known.Told(version, size, mediaType);
  }

  static long length(Headers headers) {
    return headers.number("Content-Length").orElse(-1);
  }

  /**
   * Text in UTF-8, marked as such, where only the headers tell that it is in something else: they
   * don't go along with the bytes.
   */
  static byte[] inUtf8(byte[] bytes, Optional<Charset> charset, String mediaType) {
    if (!Kinds.isText(mediaType)
        || charset.isEmpty()
        || charset.get().equals(StandardCharsets.UTF_8)
        || marked(bytes)) {
      return bytes;
    }
    return ("\uFEFF" + new String(bytes, charset.get())).getBytes(StandardCharsets.UTF_8);
  }

  private static boolean marked(byte[] bytes) {
    return starts(bytes, 0xef, 0xbb, 0xbf)
        || starts(bytes, 0xfe, 0xff)
        || starts(bytes, 0xff, 0xfe);
  }

  private static boolean starts(byte[] bytes, int... marks) {
    for (int i = 0; i < marks.length; i++) {
      if (i >= bytes.length || bytes[i] != (byte) marks[i]) {
        return false;
      }
    }
    return true;
  }
}
