package dev.millrace.app.database;

import java.util.Objects;

/**
 * How to reach a PostgreSQL database.
 *
 * @param jdbcUrl {@code jdbc:postgresql://host:port/database?…}, without user and password
 * @param user the database role
 * @param password its password; never part of {@link #toString} or of a message
 */
public record ConnectionSettings(String jdbcUrl, String user, String password) {
  static final String SCHEME = "jdbc:postgresql://";

  public ConnectionSettings {
    Objects.requireNonNull(jdbcUrl, "jdbcUrl");
    Objects.requireNonNull(user, "user");
    Objects.requireNonNull(password, "password");
    if (!jdbcUrl.startsWith(SCHEME)) {
      throw new IllegalArgumentException("A database URL starts with " + SCHEME);
    }
  }

  /** Host and port (several, with commas, if the URL names several), for messages. */
  public String address() {
    String rest = jdbcUrl.substring(SCHEME.length());
    int slash = rest.indexOf('/');
    return slash < 0 ? rest : rest.substring(0, slash);
  }

  /** The database's name, for messages. */
  public String database() {
    String rest = jdbcUrl.substring(SCHEME.length());
    int query = rest.indexOf('?');
    String path = query < 0 ? rest : rest.substring(0, query);
    return path.substring(path.indexOf('/') + 1);
  }

  @Override
  public String toString() {
    return jdbcUrl + " as " + user;
  }
}
