package dev.millrace.ingestion.connector.mail;

import java.util.List;

/**
 * Which mailboxes count: names or patterns, of which one has to fit. {@code *} stands for any
 * characters, the separator among them, and {@code ?} for one. What fits one that begins with
 * {@code !} does not count. Case makes no difference.
 */
record FolderNames(List<String> wanted, List<String> unwanted) {
  static FolderNames of(List<String> patterns) {
    return new FolderNames(
        patterns.stream().filter(one -> !one.startsWith("!")).toList(),
        patterns.stream().filter(one -> one.startsWith("!")).map(one -> one.substring(1)).toList());
  }

  boolean has(String name) {
    return wanted.stream().anyMatch(one -> fits(one, name))
        && unwanted.stream().noneMatch(one -> fits(one, name));
  }

  /** Goes back to the last star only, which is enough, so that no pattern takes long. */
  private static boolean fits(String pattern, String name) {
    int p = 0;
    int star = -1;
    int retry = 0;
    for (int n = 0; n < name.length(); ) {
      if (p < pattern.length() && pattern.charAt(p) == '*') {
        star = p++;
        retry = n;
      } else if (p < pattern.length() && same(pattern.charAt(p), name.charAt(n))) {
        p++;
        n++;
      } else if (star >= 0) {
        p = star + 1;
        n = ++retry;
      } else {
        return false;
      }
    }
    while (p < pattern.length() && pattern.charAt(p) == '*') {
      p++;
    }
    return p == pattern.length();
  }

  private static boolean same(char pattern, char name) {
    return pattern == '?' || Character.toLowerCase(pattern) == Character.toLowerCase(name);
  }
}
