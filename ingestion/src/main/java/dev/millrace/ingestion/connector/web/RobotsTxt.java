package dev.millrace.ingestion.connector.web;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a {@code robots.txt} allows one visitor (RFC 9309): the rules of the groups that name it,
 * else of those for everybody; of several that fit a path the longest counts, and of equally long
 * ones what allows.
 *
 * @param delay what {@code Crawl-delay} asks for; the RFC doesn't know it, many sites write it
 * @param sitemaps the addresses of sitemaps, as they are written
 */
record RobotsTxt(List<Rule> rules, Optional<Duration> delay, List<String> sitemaps) {
  /** Everything is allowed. */
  static final RobotsTxt ANYTHING = new RobotsTxt(List.of(), Optional.empty(), List.of());

  /** So much of a file counts, in bytes (RFC 9309, 2.5). */
  static final int LONGEST = 500 * 1024;

  /** A site that asks for more is visited that often all the same. */
  static final Duration LONGEST_DELAY = Duration.ofSeconds(10);

  /**
   * A path that is allowed or not.
   *
   * @param pattern written like the path of a {@link PageUrl}; '*' stands for anything, and a '$'
   *     at the end for the path's end
   */
  record Rule(boolean allows, String pattern) {
    /** Follows all ways through the pattern at once, so that none takes long. */
    boolean fits(String path) {
      boolean whole = pattern.endsWith("$");
      String text = whole ? pattern.substring(0, pattern.length() - 1) : pattern + "*";
      String[] parts = text.split("\\*", -1);
      if (parts.length == 1) {
        return path.equals(text);
      }
      if (!path.startsWith(parts[0])) {
        return false;
      }
      int at = parts[0].length();
      for (int i = 1; i < parts.length - 1; i++) {
        int found = path.indexOf(parts[i], at);
        if (found < 0) {
          return false;
        }
        at = found + parts[i].length();
      }
      String last = parts[parts.length - 1];
      return path.length() - last.length() >= at && path.endsWith(last);
    }
  }

  RobotsTxt {
    rules = List.copyOf(rules);
    sitemaps = List.copyOf(sitemaps);
  }

  /**
   * Reads a file.
   *
   * @param agent the visitor's name, letters, '-' and '_'
   */
  static RobotsTxt read(byte[] file, String agent) {
    Reading named = new Reading();
    Reading everybody = new Reading();
    List<String> sitemaps = new ArrayList<>();
    List<Reading> group = new ArrayList<>();
    boolean grouping = false;
    String text =
        new String(file, 0, Math.min(file.length, LONGEST), StandardCharsets.UTF_8)
            .replace("\uFEFF", "");
    for (String line : text.split("[\\r\\n]+", -1)) {
      int hash = line.indexOf('#');
      String said = hash < 0 ? line : line.substring(0, hash);
      int colon = said.indexOf(':');
      String key = colon < 0 ? "" : said.substring(0, colon).strip().toLowerCase(Locale.ROOT);
      String value = colon < 0 ? "" : said.substring(colon + 1).strip();
      switch (key) {
        case "user-agent" -> {
          if (!grouping) {
            group.clear();
          }
          grouping = true;
          if (value.equals("*")) {
            group.add(everybody);
          } else if (token(value).equalsIgnoreCase(agent)) {
            named.meant = true;
            group.add(named);
          }
        }
        case "allow", "disallow" -> {
          grouping = false;
          group.forEach(one -> one.rule(key.equals("allow"), value));
        }
        case "crawl-delay" -> {
          grouping = false;
          group.forEach(one -> one.delay(value));
        }
        case "sitemap" -> sitemaps.add(value);
        default -> {
          // Others' extensions, and what is no line at all.
        }
      }
    }
    Reading counts = named.meant ? named : everybody;
    return new RobotsTxt(counts.rules, counts.delay, sitemaps);
  }

  /** The name by which robots.txt calls a visitor who presents itself so. */
  static String token(String userAgent) {
    int end = 0;
    while (end < userAgent.length()
        && (Character.isLetter(userAgent.charAt(end))
            || "-_".indexOf(userAgent.charAt(end)) >= 0)) {
      end++;
    }
    return userAgent.substring(0, end);
  }

  /** Whether that page may be visited. */
  boolean allows(PageUrl page) {
    boolean allowed = true;
    int longest = -1;
    for (Rule rule : rules) {
      int length = rule.pattern().length();
      if ((length > longest || (length == longest && rule.allows())) && rule.fits(page.path())) {
        allowed = rule.allows();
        longest = length;
      }
    }
    return allowed;
  }

  /** What has been read of one visitor's groups. */
  private static final class Reading {
    private final List<Rule> rules = new ArrayList<>();
    private Optional<Duration> delay = Optional.empty();
    private boolean meant;

    void rule(boolean allows, String path) {
      // An empty one says nothing.
      if (path.startsWith("/") || path.startsWith("*")) {
        boolean end = path.endsWith("$");
        String plain = end ? path.substring(0, path.length() - 1) : path;
        rules.add(new Rule(allows, Escapes.written(plain) + (end ? "$" : "")));
      }
    }

    void delay(String seconds) {
      try {
        double asked = Double.parseDouble(seconds);
        if (asked >= 0) {
          long millis = Math.min(Math.round(asked * 1000), LONGEST_DELAY.toMillis());
          delay = Optional.of(Duration.ofMillis(millis));
        }
      } catch (NumberFormatException e) {
        // Not a number: nothing is asked for.
      }
    }
  }
}
