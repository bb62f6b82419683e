package dev.millrace.ingestion.connector.web;

import dev.millrace.ingestion.connector.Globs;
import dev.millrace.ingestion.connector.Item;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which pages belong to a source.
 *
 * @param starts where it begins; these belong to it in any case
 * @param sameHost whether only pages of the starts' hosts do
 * @param include patterns of addresses of which one has to fit, if there are any
 * @param exclude patterns of addresses that don't
 */
record Scope(List<PageUrl> starts, boolean sameHost, Globs include, Globs exclude) {
  /** Endings of what holds no text; links to it are not worth a request. */
  private static final Set<String> TEXTLESS =
      Set.of(
          "7z", "apk", "avi", "bin", "bmp", "bz2", "css", "deb", "dmg", "eot", "exe", "gif", "gz",
          "ico", "iso", "jar", "jpeg", "jpg", "js", "m4a", "m4v", "mjs", "mov", "mp3", "mp4",
          "mpeg", "mpg", "msi", "ogg", "otf", "png", "rar", "rpm", "svg", "tar", "tgz", "tif",
          "tiff", "ttf", "wasm", "wav", "webm", "webp", "wmv", "woff", "woff2", "xz", "zip");

  Scope {
    starts = List.copyOf(starts);
  }

  /** The hosts of the starts, which {@link #admits} is told. */
  Set<String> hosts() {
    return starts.stream().map(Scope::host).collect(Collectors.toSet());
  }

  /** A host with its port, unless that is one of the web's own. */
  static String host(PageUrl url) {
    return url.port() == 80 || url.port() == 443 ? url.host() : url.host() + ":" + url.port();
  }

  /**
   * Whether that page does.
   *
   * @param hosts the starts' hosts, and those that the starts led on to
   */
  boolean admits(PageUrl url, Set<String> hosts) {
    String text = url.toString();
    if (starts.contains(url)) {
      return true;
    }
    return text.length() <= Item.LONGEST_ID
        && (!sameHost || hosts.contains(host(url)))
        && !TEXTLESS.contains(ending(url))
        && (include.isEmpty() || include.matches(text))
        && !exclude.matches(text);
  }

  /** The letters behind the last dot, in lower case; empty if there are none. */
  static String ending(PageUrl url) {
    String name = url.fileName();
    int dot = name.lastIndexOf('.');
    return dot < 0 ? "" : name.substring(dot + 1).toLowerCase(Locale.ROOT);
  }
}
