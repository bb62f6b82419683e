package dev.millrace.ingestion.connector.sql;

import dev.millrace.ingestion.connector.Addresses;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a PostgreSQL database is and who asks it.
 *
 * @param host without brackets or port
 * @param parameters of the driver, from the address; known ones only
 * @param timeoutSeconds how long a statement may take
 */
record JdbcAddress(
    String host,
    String url,
    Map<String, String> parameters,
    String username,
    Optional<String> password,
    int timeoutSeconds) {
  private static final String SCHEME = "jdbc:postgresql:";
  private static final int CONNECT_SECONDS = 10;

  /**
   * What of the driver's some eighty parameters may be set, with what. Others load classes
   * (socketFactory), write files (loggerFile), or read them (service, sslkey).
   */
  private static final Map<String, Pattern> ALLOWED =
      Map.of(
          "sslmode", Pattern.compile("disable|allow|prefer|require|verify-ca|verify-full"),
          "ssl", Pattern.compile("true|false"),
          "currentSchema", Pattern.compile("[\\w$,\" -]{1,200}"),
          "ApplicationName", Pattern.compile("[\\w ./-]{1,60}"),
          "channelBinding", Pattern.compile("disable|prefer|require"));

  /**
   * @throws IllegalArgumentException saying what an address may be
   */
  static JdbcAddress of(
      String text, String username, Optional<String> password, int timeoutSeconds) {
    if (!text.startsWith(SCHEME + "//")) {
      throw new IllegalArgumentException(
          "begins with " + SCHEME + "//HOST/DATABASE: drivers of other databases are not here");
    }
    URI uri;
    try {
      uri = new URI(text.substring("jdbc:".length()));
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("is no address: " + e.getReason(), e);
    }
    if (uri.getRawUserInfo() != null) {
      throw new IllegalArgumentException(
          "must not hold a name or password: use settings.username and settings.password");
    }
    String database = uri.getRawPath() == null ? "" : uri.getRawPath().replaceFirst("^/", "");
    if (uri.getHost() == null || database.isEmpty() || uri.getRawFragment() != null) {
      throw new IllegalArgumentException("names one host and a database: //HOST:PORT/DATABASE");
    }
    int port = uri.getPort() < 0 ? 5432 : uri.getPort();
    return new JdbcAddress(
        uri.getHost().replaceAll("^\\[|]$", ""),
        SCHEME + "//" + uri.getHost() + ":" + port + "/" + database,
        parameters(uri.getRawQuery()),
        username,
        password,
        timeoutSeconds);
  }

  private static Map<String, String> parameters(@Nullable String query) {
    Map<String, String> parameters = new TreeMap<>();
    if (query == null || query.isEmpty()) {
      return parameters;
    }
    for (String part : query.split("&", -1)) {
      String[] pair = part.split("=", 2);
      String value = pair.length < 2 ? "" : URLDecoder.decode(pair[1], StandardCharsets.UTF_8);
      if (pair[0].equals("user") || pair[0].equals("password")) {
        throw new IllegalArgumentException(
            "must not hold a name or password: use settings.username and settings.password");
      }
      Pattern allowed = ALLOWED.get(pair[0]);
      if (allowed == null || !allowed.matcher(value).matches()) {
        throw new IllegalArgumentException(
            "can't have the parameter "
                + pair[0]
                + " with that value: there are "
                + String.join(", ", ALLOWED.keySet().stream().sorted().toList()));
      }
      parameters.put(pair[0], value);
    }
    return parameters;
  }

  /**
   * A new connection, in a transaction that sees one state and writes nothing.
   *
   * @throws IOException if the server must not connect there, or can't
   */
  Connection connect() throws IOException, SQLException {
    Addresses.COMPANY.resolve(host);
    Properties properties = new Properties();
    properties.putAll(parameters);
    properties.put("user", username);
    // Without one the driver would look for the server's own.
    properties.put("password", password.orElse(""));
    properties.put("gssEncMode", "disable");
    properties.put("connectTimeout", String.valueOf(CONNECT_SECONDS));
    properties.put("loginTimeout", String.valueOf(2 * CONNECT_SECONDS));
    properties.put("socketTimeout", String.valueOf(timeoutSeconds + CONNECT_SECONDS));
    properties.put("preferQueryMode", "extended");
    properties.put("ApplicationName", parameters.getOrDefault("ApplicationName", "millrace"));
    Connection connection = DriverManager.getConnection(url, properties);
    try {
      try (Statement setUp = connection.createStatement()) {
        setUp.execute("SET standard_conforming_strings = on");
        setUp.execute("SET TIME ZONE 'UTC'");
        setUp.execute("SET DateStyle = 'ISO'");
        setUp.execute("SET bytea_output = 'hex'");
        setUp.execute("SET statement_timeout = " + timeoutSeconds * 1000L);
        setUp.execute("SET default_transaction_read_only = on");
      }
      connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      connection.setReadOnly(true);
      connection.setAutoCommit(false);
      return connection;
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  @Override
  public String toString() {
    return url.substring("jdbc:".length());
  }
}
