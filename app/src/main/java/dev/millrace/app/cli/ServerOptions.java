package dev.millrace.app.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The options of a command that starts a server. */
final class ServerOptions {
  @Option(
      names = "--home",
      paramLabel = "DIR",
      description = "Where everything is kept. MILLRACE_HOME, else ./data.")
  @Nullable Path home;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      description = "Port to listen on, 0 for any free one. MILLRACE_PORT, else 8080.")
  @Nullable Integer port;

  @Option(
      names = "--host",
      paramLabel = "HOST",
      description = "Address to listen on; 127.0.0.1 unless given: reachable from this machine.")
  @Nullable String host;

  @Option(
      names = "--db-url",
      paramLabel = "URL",
      description =
          "Address of a PostgreSQL from version 15 on. MILLRACE_DB_URL, else one of its own.")
  @Nullable String dbUrl;

  @Option(
      names = "--admin-key",
      paramLabel = "KEY",
      description = "The first admin key. MILLRACE_ADMIN_KEY, else generated.")
  @Nullable String adminKey;

  @Spec(Spec.Target.MIXEE)
  @Nullable CommandSpec mixee;

  /** What was given. */
  ServerSettings settings() {
    Usage.checkPort(mixee, port, 0);
    return new ServerSettings(home, port, host, dbUrl, adminKey, false);
  }
}
