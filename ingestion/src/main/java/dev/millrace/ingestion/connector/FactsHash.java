package dev.millrace.ingestion.connector;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A short text that changes whenever an item's facts do, for its version: facts that changed alone
 * are then noticed like changed bytes.
 */
final class FactsHash {
  private static final int DIGITS = 16;

  private FactsHash() {}

  /** 16 hexadecimal digits, the same for equal facts in every process. */
  static String of(Facts facts) {
    StringBuilder text = new StringBuilder();
    OwnRights rights = facts.rights();
    write(text, facts.title().orElse(null));
    write(text, facts.mediaType().orElse(null));
    write(text, rights.readers().map(FactsHash::sorted).orElse(null));
    write(text, rights.denied().map(FactsHash::sorted).orElse(null));
    write(text, rights.sensitivity().orElse(null));
    write(text, facts.metadata());
    byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
    try {
      return ContentHash.hexOf(new ByteArrayInputStream(bytes)).substring(0, DIGITS);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Collection<String> sorted(Collection<?> principals) {
    TreeSet<String> sorted = new TreeSet<>();
    principals.forEach(principal -> sorted.add(principal.toString()));
    return sorted;
  }

  /** Lengths stand before texts, so that no two values are written alike. */
  private static void write(StringBuilder out, @Nullable Object value) {
    switch (value) {
      case null -> out.append('-');
      case Map<?, ?> map -> {
        TreeMap<String, Object> sorted = new TreeMap<>();
        map.forEach((key, one) -> sorted.put(key.toString(), one));
        out.append('{').append(sorted.size());
        sorted.forEach(
            (key, one) -> {
              write(out, key);
              write(out, one);
            });
      }
      case Collection<?> list -> {
        out.append('[').append(list.size());
        list.forEach(one -> write(out, one));
      }
      default -> {
        String text = value.toString();
        String type = value.getClass().getSimpleName();
        out.append(type).append(text.length()).append(':').append(text);
      }
    }
  }
}
