package dev.millrace.app.database;

import dev.millrace.app.StartupException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The embedded PostgreSQL's data folder and password: made once, checked at each start.
 *
 * @param home the home that both are in
 * @param programs what makes and mends them
 */
record Cluster(Path home, PostgresPrograms programs) {
  /** The role that owns everything. */
  static final String USER = "millrace";

  private static final Logger LOG = LoggerFactory.getLogger(Cluster.class);
  private static final String SETTINGS_FILE = "millrace.conf";
  private static final int PASSWORD_BYTES = 24;
  private static final Pattern PASSWORD = Pattern.compile("[A-Za-z0-9_-]{32}");

  Path data() {
    return home.resolve("postgres");
  }

  private Path passwordFile() {
    return home.resolve("postgres-password");
  }

  /**
   * Makes the data folder if there is none, as a whole or not at all.
   *
   * @throws StartupException if the folder belongs to another major version or can't be made
   */
  void prepare() {
    Path version = data().resolve("PG_VERSION");
    try {
      if (!Files.exists(data())) {
        create();
      } else if (!Files.exists(version)) {
        throw new StartupException(
            "The folder " + data() + " holds no PostgreSQL data.",
            "Move it away, or choose another home with --home or MILLRACE_HOME.");
      }
      String major = Files.readString(version).strip();
      if (!major.equals(PostgresBinaries.major())) {
        throw new StartupException(
            "The data in %s was written by PostgreSQL %s; this build brings %s."
                .formatted(data(), major, PostgresBinaries.major()),
            "Start it with the build that wrote it, or move it to this version with pg_upgrade.");
      }
    } catch (IOException e) {
      throw HomeFolder.unwritable(data(), e);
    }
  }

  private void create() throws IOException {
    Path draft = home.resolve(".postgres-draft");
    HomeFolder.delete(draft);
    newPassword();
    PostgresPrograms.Outcome made =
        programs.run(
            "initdb",
            "--pgdata=" + draft,
            "--username=" + USER,
            "--auth=scram-sha-256",
            "--pwfile=" + passwordFile(),
            "--encoding=UTF8",
            // Sorts by code point, alike on every system and in every release of its C library.
            "--locale-provider=builtin",
            "--builtin-locale=C.UTF-8",
            "--locale=C");
    if (!made.succeeded()) {
      throw new StartupException(
          "PostgreSQL could not make its data folder " + data() + ": " + made.output(),
          "Mend the cause, or choose another home with --home or MILLRACE_HOME.");
    }
    Files.writeString(
        draft.resolve("postgresql.conf"),
        "\ninclude = '" + SETTINGS_FILE + "'\n",
        StandardOpenOption.APPEND);
    Files.move(draft, data(), StandardCopyOption.ATOMIC_MOVE);
  }

  /** The password as the file has it; a new one, wrong for the data, if the file is damaged. */
  String password() {
    try {
      String password =
          Files.exists(passwordFile()) ? Files.readString(passwordFile()).strip() : "";
      return PASSWORD.matcher(password).matches() ? password : newPassword();
    } catch (IOException e) {
      throw HomeFolder.unwritable(passwordFile(), e);
    }
  }

  private String newPassword() {
    byte[] random = new byte[PASSWORD_BYTES];
    new SecureRandom().nextBytes(random);
    String password = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    HomeFolder.writePrivate(passwordFile(), password + "\n");
    return password;
  }

  /**
   * Gives the role the password in the file, which whoever may write the data folder may do.
   * PostgreSQL must not be running on it.
   */
  void resetPassword() {
    LOG.warn("The password in {} is not the database's: setting a new one", passwordFile());
    PostgresPrograms.Outcome reset =
        programs.runWith(
            "ALTER ROLE " + USER + " PASSWORD '" + newPassword() + "'\n",
            "postgres",
            "--single",
            "-D",
            data().toString(),
            "postgres");
    if (!reset.succeeded()) {
      throw new StartupException(
          "The password in %s is not the database's and could not be set anew: %s"
              .formatted(passwordFile(), reset.output()),
          "Put the file back from a backup.");
    }
  }

  /** Writes the settings that this start is to have. */
  void configure(int port) {
    String settings =
        """
        # Written by Millrace at each start. Put your own settings after the include in postgresql.conf.
        listen_addresses = '127.0.0.1'
        port = %d
        unix_socket_directories = ''
        password_encryption = 'scram-sha-256'
        # A commit that was answered is on the disk.
        fsync = on
        synchronous_commit = on
        full_page_writes = on
        # One process beside it, on a machine that has other work.
        max_connections = 40
        shared_buffers = 64MB
        max_wal_size = 512MB
        timezone = 'UTC'
        log_timezone = 'UTC'
        # Statements hold what the documents say: they stay out of the log.
        log_min_error_statement = panic
        log_statement = none
        """
            .formatted(port);
    Path file = data().resolve(SETTINGS_FILE);
    HomeFolder.writePrivate(file, settings);
  }
}
