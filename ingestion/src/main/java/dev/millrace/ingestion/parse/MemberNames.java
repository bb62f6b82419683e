package dev.millrace.ingestion.parse;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Gives the members of one file names that are safe and differ. What the file calls them is only
 * ever a label: no path of this machine is made of it.
 */
final class MemberNames {
  /** In UTF-16 units, for a folder or file, and for all of them together. */
  private static final int LONGEST_PART = 200;

  private static final int LONGEST = 800;
  private static final String UNNAMED = "unnamed";

  private final Set<String> taken = new HashSet<>();

  /** Whether a name is one that {@link #safe} could have given. */
  static boolean isSafe(String name) {
    return !name.isEmpty() && name.length() <= LONGEST + LONGEST_PART && name.equals(cleaned(name));
  }

  /** A safe name that no other member has: {@code a.txt}, then {@code a (2).txt}. */
  String safe(@Nullable String raw) {
    String name = cleaned(raw == null ? "" : raw);
    String candidate = name;
    for (int n = 2; !taken.add(candidate.toLowerCase(Locale.ROOT)); n++) {
      candidate = numbered(name, n);
    }
    return candidate;
  }

  private static String numbered(String name, int n) {
    int dot = name.lastIndexOf('.');
    boolean ending = dot > name.lastIndexOf('/') + 1;
    return ending
        ? name.substring(0, dot) + " (" + n + ")" + name.substring(dot)
        : name + " (" + n + ")";
  }

  private static String cleaned(String raw) {
    List<String> parts = new ArrayList<>();
    int length = 0;
    for (String part : raw.replace('\\', '/').split("/", -1)) {
      String clean = part(part);
      if (!clean.isEmpty() && length + clean.length() <= LONGEST) {
        parts.add(clean);
        length += clean.length() + 1;
      }
    }
    return parts.isEmpty() ? UNNAMED : String.join("/", parts);
  }

  /** A folder's or file's name; empty for one that means "here" or "above". */
  private static String part(String raw) {
    StringBuilder clean = new StringBuilder();
    raw.codePoints()
        .map(c -> Character.getType(c) == Character.SURROGATE ? '\uFFFD' : c)
        // Controls and those that turn the direction of reading can make a name look like another.
        .filter(c -> !Character.isISOControl(c) && Character.getType(c) != Character.FORMAT)
        .map(c -> Character.isWhitespace(c) || Character.isSpaceChar(c) ? ' ' : c)
        .forEach(clean::appendCodePoint);
    String name = clean.toString().strip();
    if (name.matches("\\.+") || name.matches("[A-Za-z]:")) {
      return "";
    }
    return name.length() <= LONGEST_PART ? name : shortened(name);
  }

  /** The ending says what a file is, so the middle goes. */
  private static String shortened(String name) {
    int dot = name.lastIndexOf('.');
    String ending = dot > 0 && name.length() - dot <= 12 ? name.substring(dot) : "";
    int end = LONGEST_PART - ending.length();
    if (Character.isHighSurrogate(name.charAt(end - 1))) {
      end--;
    }
    return name.substring(0, end).strip() + ending;
  }
}
