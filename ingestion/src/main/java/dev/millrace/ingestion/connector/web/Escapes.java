package dev.millrace.ingestion.connector.web;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;

/** Escapes in addresses, by RFC 3986. */
final class Escapes {
  private static final String HEX = "0123456789ABCDEF";
  private static final String UNRESERVED = "-._~";

  /** What may stand in a path or a query as it is. */
  private static final String PLAIN = UNRESERVED + "!$&'()*+,;=:@/?";

  private Escapes() {}

  /**
   * The text with every byte escaped that has to be, and none that need not: equal addresses become
   * equal texts. What is escaped though it may mean something unescaped, a slash for one, stays.
   */
  static String written(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    StringBuilder out = new StringBuilder(bytes.length);
    for (int i = 0; i < bytes.length; i++) {
      int c = bytes[i] & 0xff;
      int escaped = c == '%' ? escaped(bytes, i) : -1;
      if (escaped >= 0) {
        i += 2;
        append(out, escaped, alphanumeric(escaped) || UNRESERVED.indexOf(escaped) >= 0);
      } else {
        append(out, c, alphanumeric(c) || PLAIN.indexOf(c) >= 0);
      }
    }
    return out.toString();
  }

  /** An absolute path, {@linkplain #written written}, with its dot segments followed. */
  static String path(String text) {
    String written = written(text);
    if (!written.contains("/.")) {
      return written;
    }
    Deque<String> kept = new ArrayDeque<>();
    String[] names = written.substring(1).split("/", -1);
    for (int i = 0; i < names.length; i++) {
      boolean last = i == names.length - 1;
      if (names[i].equals("..")) {
        kept.pollLast();
      } else if (!names[i].equals(".")) {
        kept.addLast(names[i]);
        last = false;
      }
      if (last) {
        kept.addLast("");
      }
    }
    return "/" + String.join("/", kept);
  }

  /** The text without escapes. */
  static String decoded(String text) {
    if (text.indexOf('%') < 0) {
      return text;
    }
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    byte[] out = new byte[bytes.length];
    int length = 0;
    for (int i = 0; i < bytes.length; i++) {
      int escaped = bytes[i] == '%' ? escaped(bytes, i) : -1;
      out[length++] = escaped < 0 ? bytes[i] : (byte) escaped;
      i += escaped < 0 ? 0 : 2;
    }
    return new String(out, 0, length, StandardCharsets.UTF_8);
  }

  /** The byte that is escaped at that place, or -1. */
  private static int escaped(byte[] bytes, int at) {
    if (at + 2 >= bytes.length) {
      return -1;
    }
    int high = Character.digit(bytes[at + 1], 16);
    int low = Character.digit(bytes[at + 2], 16);
    return high < 0 || low < 0 ? -1 : high * 16 + low;
  }

  private static void append(StringBuilder out, int c, boolean plain) {
    if (plain) {
      out.append((char) c);
    } else {
      out.append('%').append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 15));
    }
  }

  private static boolean alphanumeric(int c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }
}
