package dev.millrace.app.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A server on a home of its own, deaf to the environment: neither the user's database nor the
 * user's corpus is ever touched. Ctrl-C ends it before its home is deleted.
 */
final class DemoServer implements AutoCloseable {
  private static final String HOST = "127.0.0.1";

  private final RunningServer server;
  private final Interruption interruption;

  private DemoServer(RunningServer server, Interruption interruption) {
    this.server = server;
    this.interruption = interruption;
  }

  /**
   * Starts one.
   *
   * @param port to listen on, 0 for any free one
   */
  static DemoServer start(Surroundings surroundings, CommandHome home, int port) {
    RunningServer server =
        surroundings
            .server()
            .start(new ServerSettings(home.folder(), port, HOST, null, null, true));
    Runnable end =
        () -> {
          server.close();
          home.delete();
        };
    return new DemoServer(server, Interruption.runs(end));
  }

  RunningServer server() {
    return server;
  }

  /** The admin key. */
  String key() {
    String generated = server.newAdminKey();
    if (generated != null) {
      return generated;
    }
    Path file = server.adminKeyFile();
    if (file == null) {
      throw new IllegalStateException("a server on a home of its own keeps its key there");
    }
    try {
      return Files.readString(file, UTF_8).strip();
    } catch (IOException e) {
      throw new CommandFailure("cannot read the admin key in " + file + ": " + e.getMessage(), e);
    }
  }

  /** A client of it, that reads as that user. */
  MillraceClient client(@Nullable String user) {
    return new MillraceClient(server.url(), key(), user);
  }

  @Override
  public void close() {
    interruption.close();
    server.close();
  }
}
