package dev.millrace.app.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.millrace.app.database.HomeLock;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options of a command that asks a server. */
final class ClientOptions {
  private static final String DEFAULT_PORT = "8080";

  @Option(
      names = "--server",
      paramLabel = "URL",
      description = "Server to ask. MILLRACE_SERVER, else that of the home on this machine.")
  @Nullable String server;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      description =
          "Port of a server on this machine. MILLRACE_PORT, else what the server of the home"
              + " listens on, else 8080.")
  @Nullable Integer port;

  @Option(
      names = "--key",
      paramLabel = "KEY",
      description =
          "Key to ask with. MILLRACE_KEY, else MILLRACE_ADMIN_KEY, else the file admin-key in the"
              + " home, for a server on this machine.")
  @Nullable String key;

  @Option(
      names = "--as",
      paramLabel = "USER",
      description = "Read as this user; the key needs the scope act.")
  @Nullable String user;

  @Option(
      names = "--home",
      paramLabel = "DIR",
      description = "The server's home, for its port and admin-key. MILLRACE_HOME, else ./data.")
  @Nullable Path home;

  @Option(names = "--json", description = "Write JSON only, for machines.")
  boolean json;

  @Spec(Spec.Target.MIXEE)
  @Nullable CommandSpec mixee;

  /** A client as the options and the environment say. */
  MillraceClient client(Surroundings surroundings) {
    URI url = url(surroundings);
    return new MillraceClient(url, key(surroundings, url), user);
  }

  /** What to add to "no key" and "wrong key": where the key came from, or was looked for. */
  String keyHint(Surroundings surroundings) {
    if (key != null) {
      return "the key came from --key";
    }
    for (String name : new String[] {"MILLRACE_KEY", "MILLRACE_ADMIN_KEY"}) {
      if (!surroundings.variable(name).isEmpty()) {
        return "the key came from " + name;
      }
    }
    Path file = keyFile(surroundings);
    if (!isLocal(url(surroundings))) {
      return "give one with --key or MILLRACE_KEY";
    }
    if (!Files.exists(file)) {
      return "give one with --key or MILLRACE_KEY, or name the server's home with --home: there is"
          + " no "
          + file;
    }
    return Files.isReadable(file)
        ? "the key came from " + file
        : "give one with --key or MILLRACE_KEY: you may not read " + file;
  }

  private URI url(Surroundings surroundings) {
    Usage.checkPort(mixee, port, 1);
    if (server != null && port != null) {
      throw wrong("--server and --port exclude each other: write the port into the URL");
    }
    String text = server;
    if (text == null && port == null) {
      String variable = surroundings.variable("MILLRACE_SERVER");
      text = variable.isEmpty() ? null : variable;
    }
    if (text == null) {
      text = "http://127.0.0.1:" + localPort(surroundings);
    }
    try {
      URI url = URI.create(text);
      if (url.getHost() != null
          && ("http".equals(url.getScheme()) || "https".equals(url.getScheme()))
          && url.getPort() <= 65_535) {
        return url;
      }
    } catch (IllegalArgumentException e) {
      throw wrong("\"" + text + "\" is not a URL: write for example http://127.0.0.1:8080");
    }
    throw wrong("\"" + text + "\" is not a server: write for example http://127.0.0.1:8080");
  }

  private String localPort(Surroundings surroundings) {
    if (port != null) {
      return port.toString();
    }
    String variable = surroundings.variable("MILLRACE_PORT");
    if (!variable.isEmpty()) {
      return variable;
    }
    // The server of this home may have been given another port, or any free one.
    OptionalInt announced = HomeLock.announcedPort(folder(surroundings));
    return announced.isPresent() ? String.valueOf(announced.getAsInt()) : DEFAULT_PORT;
  }

  private @Nullable String key(Surroundings surroundings, URI url) {
    if (key != null) {
      return key;
    }
    for (String name : new String[] {"MILLRACE_KEY", "MILLRACE_ADMIN_KEY"}) {
      String value = surroundings.variable(name);
      if (!value.isEmpty()) {
        return value;
      }
    }
    // The admin key of the server here is nothing to show to a server elsewhere.
    return isLocal(url) ? keyInFile(keyFile(surroundings)) : null;
  }

  private static @Nullable String keyInFile(Path file) {
    try {
      String key = Files.readString(file, UTF_8).strip();
      return key.isEmpty() ? null : key;
    } catch (IOException e) {
      // Not there, or not for this user: the server's refusal will come with the hint.
      return null;
    }
  }

  private Path keyFile(Surroundings surroundings) {
    return folder(surroundings).resolve("admin-key");
  }

  private Path folder(Surroundings surroundings) {
    String variable = surroundings.variable("MILLRACE_HOME");
    return home != null ? home : Path.of(variable.isEmpty() ? "data" : variable);
  }

  private static boolean isLocal(URI url) {
    String host = url.getHost();
    return host.equals("localhost") || host.matches("127\\.[0-9.]+") || host.equals("[::1]");
  }

  private ParameterException wrong(String message) {
    return Usage.wrong(mixee, message);
  }
}
