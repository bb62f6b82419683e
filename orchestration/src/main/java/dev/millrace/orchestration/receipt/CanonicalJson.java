package dev.millrace.orchestration.receipt;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.TreeSet;

/**
 * The one way to write a JSON value, by RFC 8785 (JSON Canonicalization Scheme): no blanks, keys in
 * the order of their UTF-16 units, numbers as ECMAScript writes them, strings with as few escapes
 * as can be. What is signed must be the same bytes for whoever writes it again.
 */
final class CanonicalJson {
  private static final JsonMapper READER =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private CanonicalJson() {}

  /**
   * Reads text that is one JSON value, in which no object has a key twice.
   *
   * @throws IllegalArgumentException saying what is wrong, and in which line
   */
  static JsonNode read(String text) {
    try {
      JsonNode value = READER.readTree(text);
      if (value.isMissingNode()) {
        throw new IllegalArgumentException("not JSON: there is nothing");
      }
      return value;
    } catch (JsonProcessingException e) {
      String where =
          e.getLocation() == null
              ? ""
              : " (line %d, column %d)"
                  .formatted(e.getLocation().getLineNr(), e.getLocation().getColumnNr());
      throw new IllegalArgumentException("not JSON: " + e.getOriginalMessage() + where, e);
    }
  }

  /**
   * The value's canonical form in UTF-8.
   *
   * @throws IllegalArgumentException if it has none: a number that is not exact in a double, or
   *     half of a surrogate pair
   */
  static byte[] bytes(JsonNode value) {
    return text(value).getBytes(StandardCharsets.UTF_8);
  }

  /** The value's canonical form, as {@link #bytes}. */
  static String text(JsonNode value) {
    StringBuilder out = new StringBuilder();
    write(value, out);
    return out.toString();
  }

  private static void write(JsonNode value, StringBuilder out) {
    switch (value.getNodeType()) {
      case OBJECT -> object(value, out);
      case ARRAY -> {
        out.append('[');
        for (int i = 0; i < value.size(); i++) {
          if (i > 0) {
            out.append(',');
          }
          write(value.get(i), out);
        }
        out.append(']');
      }
      case STRING -> string(value.textValue(), out);
      case NUMBER -> out.append(number(value));
      case BOOLEAN -> out.append(value.booleanValue());
      case NULL -> out.append("null");
      case MISSING, BINARY, POJO ->
          throw new IllegalArgumentException(value.getNodeType() + " is not JSON");
    }
  }

  private static void object(JsonNode object, StringBuilder out) {
    // Strings compare by UTF-16 units in Java, as the RFC wants it.
    TreeSet<String> keys = new TreeSet<>();
    object.fieldNames().forEachRemaining(keys::add);
    out.append('{');
    String separator = "";
    for (String key : keys) {
      out.append(separator);
      string(key, out);
      out.append(':');
      write(object.path(key), out);
      separator = ",";
    }
    out.append('}');
  }

  /** A whole number of which a double would make another is refused rather than changed. */
  private static String number(JsonNode number) {
    String text = EcmaNumber.text(number.doubleValue());
    if (number.isIntegralNumber() && new BigDecimal(text).compareTo(number.decimalValue()) != 0) {
      throw new IllegalArgumentException(number.asText() + " is not exact in a double");
    }
    return text;
  }

  private static void string(String text, StringBuilder out) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"', '\\' -> out.append('\\').append(c);
        case '\b' -> out.append("\\b");
        case '\t' -> out.append("\\t");
        case '\n' -> out.append("\\n");
        case '\f' -> out.append("\\f");
        case '\r' -> out.append("\\r");
        default -> {
          if (c < ' ') {
            out.append("\\u00").append(Character.forDigit(c >> 4, 16));
            out.append(Character.forDigit(c & 0xF, 16));
          } else {
            out.append(c);
          }
        }
      }
      if (Character.isSurrogate(c)) {
        boolean pair =
            Character.isHighSurrogate(c)
                && i + 1 < text.length()
                && Character.isLowSurrogate(text.charAt(i + 1));
        if (!pair) {
          throw new IllegalArgumentException("a string has half of a surrogate pair");
        }
        out.append(text.charAt(++i));
      }
    }
    out.append('"');
  }
}
