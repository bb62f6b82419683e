package dev.millrace.app.cli;

import dev.millrace.app.StartupException;

/** Starts a server in this process. */
interface ServerStart {
  /**
   * Returns when the server accepts requests.
   *
   * @throws StartupException when it cannot start, saying why and how to put it right
   */
  RunningServer start(ServerSettings settings);
}
