package dev.millrace.app.cli;

import dev.millrace.retrieval.TestPostgres;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/** A server as {@code serve} starts it, once for the tests of this package. */
final class RealServer {
  private static final String ADMIN_KEY = "an-admin-key-for-the-command-line";

  private static final class Shared {
    static final RunningServer SERVER = start();

    private static RunningServer start() {
      try {
        Path home = Files.createTempDirectory("millrace-cli");
        return WiredServer.start(
            new ServerSettings(home, 0, "127.0.0.1", TestPostgres.freshUrl(), ADMIN_KEY, true));
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private RealServer() {}

  static URI url() {
    return Shared.SERVER.url();
  }

  /** A shell whose commands speak to it. */
  static Shell shell() {
    return new Shell().with("MILLRACE_SERVER", url().toString()).with("MILLRACE_KEY", ADMIN_KEY);
  }
}
