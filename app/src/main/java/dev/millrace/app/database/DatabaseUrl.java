package dev.millrace.app.database;

import dev.millrace.app.StartupException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads the address of an external database in either form that people have at hand: {@code
 * postgres://user:password@host:port/database?sslmode=require} as PostgreSQL's own tools take it
 * ({@code postgresql://} alike), or {@code jdbc:postgresql://host:port/database?user=…}.
 */
public final class DatabaseUrl {
  private static final String FORMS =
      "Write postgres://user:password@host:5432/database or"
          + " jdbc:postgresql://host:5432/database?user=...&password=...";
  private static final Pattern PARTS =
      Pattern.compile(
          "(?:jdbc:postgresql|postgres|postgresql)://"
              + "(?:(?<user>[^:@/?]*)(?::(?<password>[^@/?]*))?@)?"
              + "(?<hosts>[^/?@]*)(?:/(?<database>[^?]*))?(?:\\?(?<query>.*))?");

  /** What PostgreSQL's tools call otherwise than its JDBC driver. */
  private static final Map<String, String> DRIVER_NAMES =
      Map.of(
          "connect_timeout", "connectTimeout",
          "application_name", "ApplicationName",
          "channel_binding", "channelBinding",
          "target_session_attrs", "targetServerType",
          "keepalives", "tcpKeepAlive");

  private DatabaseUrl() {}

  /**
   * Reads the address.
   *
   * @param url the address, with or without user and password, which may be percent-encoded
   * @param user used instead of the URL's, if given
   * @param password used instead of the URL's, if given
   * @throws StartupException if the URL can't be read or no user is named; the message never
   *     repeats the URL, which may hold a password
   */
  public static ConnectionSettings parse(
      String url, Optional<String> user, Optional<String> password) {
    Matcher parts = PARTS.matcher(url.strip());
    if (!parts.matches() || parts.group("hosts").isEmpty()) {
      throw new StartupException("The database URL (millrace.db-url) can't be read.", FORMS + ".");
    }
    Map<String, String> query = query(parts.group("query"));
    Optional<String> queryUser = Optional.ofNullable(query.remove("user"));
    Optional<String> queryPassword = Optional.ofNullable(query.remove("password"));
    String role =
        user.or(() -> decoded(parts.group("user")))
            .or(() -> queryUser)
            .orElseThrow(
                () ->
                    new StartupException(
                        "The database URL (millrace.db-url) names no user.",
                        FORMS + ", or set MILLRACE_DB_USER."));
    String secret =
        password.or(() -> decoded(parts.group("password"))).or(() -> queryPassword).orElse("");
    String database = decoded(parts.group("database")).orElse(role);
    return new ConnectionSettings(
        ConnectionSettings.SCHEME
            + withPorts(parts.group("hosts"))
            + "/"
            + encoded(database)
            + (query.isEmpty() ? "" : "?" + written(query)),
        role,
        secret);
  }

  private static Map<String, String> query(@Nullable String text) {
    Map<String, String> query = new LinkedHashMap<>();
    if (text != null) {
      for (String pair : text.split("&", -1)) {
        int equals = pair.indexOf('=');
        if (equals > 0) {
          String name = decode(pair.substring(0, equals));
          query.put(DRIVER_NAMES.getOrDefault(name, name), decode(pair.substring(equals + 1)));
        }
      }
    }
    return query;
  }

  private static String withPorts(String hosts) {
    return Arrays.stream(hosts.split(","))
        .map(host -> host.matches(".*:\\d+$") ? host : host + ":5432")
        .collect(Collectors.joining(","));
  }

  private static String written(Map<String, String> query) {
    return query.entrySet().stream()
        .map(entry -> encoded(entry.getKey()) + "=" + encoded(entry.getValue()))
        .collect(Collectors.joining("&"));
  }

  private static Optional<String> decoded(@Nullable String text) {
    return text == null || text.isEmpty() ? Optional.empty() : Optional.of(decode(text));
  }

  private static String decode(String text) {
    try {
      // A plus sign is itself in these URLs; only forms write a space so.
      return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new StartupException(
          "The database URL (millrace.db-url) has a wrong percent sign.",
          "Write a percent sign itself as %25.");
    }
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
