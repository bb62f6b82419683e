package dev.millrace.app.cli;

import dev.millrace.app.database.ScratchHome;
import dev.millrace.retrieval.TestPostgres;
import java.net.URI;

/** A server as {@code serve} starts it, once for the tests of this package. */
final class RealServer {
  static final String ADMIN_KEY = "an-admin-key-for-the-command-line";

  private static final class Shared {
    static final RunningServer SERVER = start();

    private static RunningServer start() {
      ScratchHome home = ScratchHome.create();
      RunningServer server =
          WiredServer.start(
              new ServerSettings(
                  home.path(), 0, "127.0.0.1", TestPostgres.freshUrl(), ADMIN_KEY, true));
      Runtime.getRuntime()
          .addShutdownHook(
              new Thread(
                  () -> {
                    server.close();
                    home.close();
                  }));
      return server;
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
