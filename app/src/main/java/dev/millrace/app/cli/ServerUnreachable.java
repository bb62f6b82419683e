package dev.millrace.app.cli;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/** Nothing that speaks Millrace's API answers at a URL, or it stopped answering. */
final class ServerUnreachable extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private ServerUnreachable(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  /** Nothing listens there. */
  static ServerUnreachable at(URI server, Throwable cause) {
    return new ServerUnreachable(
        "no Millrace answers at "
            + server
            + ": start one with ./millrace serve, or name another with --server",
        cause);
  }

  /** Something listened, and broke off while it was asked. */
  static ServerUnreachable wentAway(URI server, Throwable cause) {
    String reason = cause.getMessage();
    return new ServerUnreachable(
        "the Millrace at "
            + server
            + " stopped answering ("
            + (reason == null ? cause.getClass().getSimpleName() : reason)
            + "): start it again with ./millrace serve and repeat the command",
        cause);
  }

  /** Something answers, but not in the form of the API. */
  static ServerUnreachable stranger(URI server, int status) {
    return new ServerUnreachable(
        "what answers at "
            + server
            + " is not Millrace (HTTP status "
            + status
            + "): name the right one with --server",
        null);
  }
}
