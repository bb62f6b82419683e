package dev.millrace.ingestion.connector.web;

import static java.util.Objects.requireNonNull;

import java.net.IDN;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The address of a page, in the one form in which it is compared: without fragment, default port,
 * dot segments and what only follows visitors about, the host in ASCII, escapes in capitals and
 * only where they are needed.
 *
 * @param scheme {@code http} or {@code https}
 * @param host a name, or an IPv6 address in brackets
 * @param port 1 to 65535
 * @param path with its query, from '/' on
 */
record PageUrl(String scheme, String host, int port, String path) {
  private static final int HIGHEST_PORT = 65_535;
  private static final int LONGEST_HREF = 8_000;

  /** RFC 3986, appendix B: scheme, authority, path, query. */
  private static final Pattern PARTS =
      Pattern.compile("(?s)(?:([^:/?#]+):)?(?://([^/?#]*))?([^?#]*)(?:\\?([^#]*))?(?:#.*)?");

  private static final Pattern HOST =
      Pattern.compile("[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?(\\.[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?)*");
  private static final Pattern IPV6 = Pattern.compile("\\[[0-9a-f:.]+\\]");

  /** What servers and advertisers add to tell visitors apart. */
  private static final Pattern VISITOR =
      Pattern.compile(
          "(?i)(utm_[a-z]+|gclid|fbclid|msclkid|phpsessid|jsessionid|aspsessionid[a-z]*)(=.*)?");

  private static final Pattern SESSION = Pattern.compile("(?i);jsessionid=[^/;]*");

  private static final Pattern LEADING = Pattern.compile("^/+");

  PageUrl {
    requireNonNull(scheme, "scheme");
    requireNonNull(host, "host");
    requireNonNull(path, "path");
  }

  /** Reads an address that stands for itself; empty if it is none of the web's. */
  static Optional<PageUrl> of(String text) {
    return read(null, text);
  }

  /** Reads an address as it stands in this page: whole, or relative to it. */
  Optional<PageUrl> resolve(String href) {
    return read(this, href);
  }

  private static Optional<PageUrl> read(@Nullable PageUrl base, String href) {
    // Browsers pass over line breaks and take backslashes for slashes.
    String text = href.strip().replaceAll("[\\t\\r\\n]", "");
    Matcher parts = PARTS.matcher(text);
    if (text.length() > LONGEST_HREF || !parts.matches()) {
      return Optional.empty();
    }
    String scheme = parts.group(1);
    String authority = parts.group(2);
    String path = parts.group(3).replace('\\', '/');
    String query = parts.group(4);
    if (scheme == null && base == null) {
      return Optional.empty();
    }
    String known = scheme == null ? requireNonNull(base).scheme : scheme.toLowerCase(Locale.ROOT);
    if (!known.equals("http") && !known.equals("https")) {
      return Optional.empty();
    }
    if (authority != null) {
      return Authority.read(authority, known)
          .map(at -> new PageUrl(known, at.host(), at.port(), path(path, query)));
    }
    if (base == null || scheme != null) {
      return Optional.empty();
    }
    String of = base.path;
    int question = of.indexOf('?');
    String basePath = question < 0 ? of : of.substring(0, question);
    String target;
    if (path.isEmpty()) {
      target = query == null ? of : path(basePath, query);
    } else if (path.startsWith("/")) {
      target = path(path, query);
    } else {
      target = path(basePath.substring(0, basePath.lastIndexOf('/') + 1) + path, query);
    }
    return Optional.of(new PageUrl(base.scheme, base.host, base.port, target));
  }

  private record Authority(String host, int port) {
    /** Who is named in front of an '@' has no business in a link. */
    static Optional<Authority> read(String text, String scheme) {
      int colon = text.lastIndexOf(':');
      boolean ported = colon > text.lastIndexOf(']') && colon >= 0;
      String digits = ported ? text.substring(colon + 1) : "";
      if (digits.length() > 5 || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
        return Optional.empty();
      }
      int port = digits.isEmpty() ? (scheme.equals("https") ? 443 : 80) : Integer.parseInt(digits);
      return host(ported ? text.substring(0, colon) : text)
          .filter(host -> port > 0 && port <= HIGHEST_PORT)
          .map(host -> new Authority(host, port));
    }

    private static Optional<String> host(String text) {
      String host = text.toLowerCase(Locale.ROOT);
      if (IPV6.matcher(host).matches()) {
        return Optional.of(host);
      }
      try {
        host = IDN.toASCII(Escapes.decoded(host), IDN.ALLOW_UNASSIGNED).toLowerCase(Locale.ROOT);
      } catch (IllegalArgumentException e) {
        return Optional.empty();
      }
      String name = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
      return Optional.of(name).filter(one -> one.length() < 254 && HOST.matcher(one).matches());
    }
  }

  private static String path(String path, @Nullable String query) {
    String clean =
        Escapes.path("/" + LEADING.matcher(SESSION.matcher(path).replaceAll("")).replaceFirst(""));
    StringBuilder kept = new StringBuilder();
    for (String part : query == null ? new String[0] : query.split("&", -1)) {
      if (!part.isEmpty() && !VISITOR.matcher(part).matches()) {
        kept.append(kept.isEmpty() ? '?' : '&').append(Escapes.written(part));
      }
    }
    return clean + kept;
  }

  /** Scheme, host and port: {@code https://example.com}. */
  String origin() {
    boolean usual = port == (scheme.equals("https") ? 443 : 80);
    return scheme + "://" + host + (usual ? "" : ":" + port);
  }

  /** The last name of the path, without the query; empty for a folder. */
  String fileName() {
    int question = path.indexOf('?');
    String whole = question < 0 ? path : path.substring(0, question);
    return whole.substring(whole.lastIndexOf('/') + 1);
  }

  @Override
  public String toString() {
    return origin() + path;
  }
}
