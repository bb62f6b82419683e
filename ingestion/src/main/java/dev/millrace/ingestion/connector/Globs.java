package dev.millrace.ingestion.connector;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Patterns of paths with '/', as people write them. {@code ?} is one character, {@code *} any
 * number of them within a name, {@code **} any number of whole folders. A pattern without '/' is
 * for names in any folder ({@code *.pdf}); one that ends in '/' is for all that is below ({@code
 * drafts/}). Letters' case counts.
 *
 * <p>All ways through a pattern are followed at once, so that none takes longer than its length
 * times the path's.
 */
public final class Globs {
  private static final int LONGEST = 1_000;
  private static final String FOLDERS = "**";

  private final List<List<String>> patterns;

  private Globs(List<List<String>> patterns) {
    this.patterns = patterns;
  }

  /**
   * Patterns of which one has to fit.
   *
   * @throws IllegalArgumentException if one is empty, longer than 1,000 characters, or begins with
   *     '/' or contains '\', which people write who mean another form
   */
  public static Globs of(List<String> patterns) {
    return new Globs(patterns.stream().map(Globs::names).toList());
  }

  private static List<String> names(String pattern) {
    if (pattern.isEmpty() || pattern.length() > LONGEST) {
      throw new IllegalArgumentException(
          "a pattern has 1 to " + LONGEST + " characters, not " + pattern.length());
    }
    if (pattern.startsWith("/") || pattern.contains("\\")) {
      throw new IllegalArgumentException(
          "the pattern \"" + pattern + "\" can't fit: write it like folder/*.txt");
    }
    List<String> names = new ArrayList<>(Arrays.asList(pattern.split("/", -1)));
    if (names.getLast().isEmpty()) {
      names.set(names.size() - 1, FOLDERS);
    }
    if (names.getLast().equals(FOLDERS)) {
      names.add("*");
    }
    int slash = pattern.indexOf('/');
    if (slash < 0 || slash == pattern.length() - 1) {
      names.addFirst(FOLDERS);
    }
    return List.copyOf(names);
  }

  /** Whether there are no patterns, so that nothing fits. */
  public boolean isEmpty() {
    return patterns.isEmpty();
  }

  /** Whether one of the patterns fits that path. */
  public boolean matches(String path) {
    String[] names = path.split("/", -1);
    return patterns.stream().anyMatch(pattern -> matches(pattern, names));
  }

  private static boolean matches(List<String> pattern, String[] names) {
    boolean[] at = start(pattern.size());
    for (int p = 0; p < pattern.size() && pattern.get(p).equals(FOLDERS); p++) {
      at[p + 1] = true;
    }
    for (String name : names) {
      boolean[] next = new boolean[at.length];
      for (int p = 0; p < pattern.size(); p++) {
        boolean folders = pattern.get(p).equals(FOLDERS);
        if (at[p] && folders) {
          next[p] = true;
        } else if (at[p] && fits(pattern.get(p), name)) {
          next[p + 1] = true;
        }
        // Folders may be none.
        next[p + 1] |= folders && next[p];
      }
      at = next;
    }
    return at[pattern.size()];
  }

  private static boolean fits(String pattern, String name) {
    boolean[] at = start(pattern.length());
    for (int p = 0; p < pattern.length() && pattern.charAt(p) == '*'; p++) {
      at[p + 1] = true;
    }
    for (int i = 0; i < name.length(); i++) {
      boolean[] next = new boolean[at.length];
      for (int p = 0; p < pattern.length(); p++) {
        char c = pattern.charAt(p);
        if (at[p] && c == '*') {
          next[p] = true;
        } else if (at[p] && (c == '?' || c == name.charAt(i))) {
          next[p + 1] = true;
        }
        next[p + 1] |= c == '*' && next[p];
      }
      at = next;
    }
    return at[pattern.length()];
  }

  private static boolean[] start(int length) {
    boolean[] at = new boolean[length + 1];
    at[0] = true;
    return at;
  }
}
