package dev.millrace.ingestion.connector;

import static java.util.Objects.requireNonNull;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * An address with names in braces, which each document fills in: {@code
 * https://wiki.example/{path}}.
 */
public record LinkTemplate(String text) {
  private static final Pattern NAME = Pattern.compile("\\{([^{}]*)}");
  private static final String LITERAL = "-._~/";

  public LinkTemplate {
    requireNonNull(text, "text");
  }

  /** The names in braces. */
  public Set<String> names() {
    return NAME.matcher(text).results().map(found -> found.group(1)).collect(Collectors.toSet());
  }

  /**
   * The address with those values. They are percent-encoded but for '/', unless one name is all
   * there is.
   *
   * @param values all {@link #names} among them
   */
  public String fill(Map<String, String> values) {
    Matcher only = NAME.matcher(text);
    if (only.matches()) {
      return value(values, only.group(1));
    }
    return NAME.matcher(text)
        .replaceAll(found -> Matcher.quoteReplacement(encode(value(values, found.group(1)))));
  }

  private static String value(Map<String, String> values, String name) {
    return requireNonNull(values.get(name), name);
  }

  /** A path or a part of one, percent-encoded but for '/' (RFC 3986, unreserved characters). */
  public static String encode(String path) {
    StringBuilder encoded = new StringBuilder(path.length());
    for (byte one : path.getBytes(StandardCharsets.UTF_8)) {
      char character = (char) (one & 0xff);
      boolean literal =
          character < 0x80
              && (Character.isLetterOrDigit(character) || LITERAL.indexOf(character) >= 0);
      if (literal) {
        encoded.append(character);
      } else {
        encoded.append('%').append(String.format("%02X", one));
      }
    }
    return encoded.toString();
  }
}
