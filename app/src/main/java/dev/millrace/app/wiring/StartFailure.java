package dev.millrace.app.wiring;

import dev.millrace.app.StartupException;
import dev.millrace.app.settings.Settings;
import io.micronaut.context.exceptions.BeanContextException;
import io.micronaut.context.exceptions.ConfigurationException;
import io.micronaut.http.server.exceptions.ServerStartupException;
import java.net.BindException;
import java.nio.channels.UnresolvedAddressException;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds in what a start threw the sentences for whoever started it.
 *
 * @param host where the server was to listen
 * @param port on which port
 */
record StartFailure(String host, String port) {
  private static final int DEEPEST = 30;

  /** Of the server that these were to make. */
  static StartFailure of(Settings settings) {
    return new StartFailure(
        settings.text("millrace.host").orElse("?"), settings.text("millrace.port").orElse("?"));
  }

  StartupException explain(RuntimeException thrown) {
    return StartupException.in(thrown).orElseGet(() -> unexpected(thrown));
  }

  private StartupException unexpected(RuntimeException thrown) {
    List<Throwable> chain = chain(thrown);
    for (Throwable cause : chain) {
      if (cause instanceof BindException || cause instanceof UnresolvedAddressException) {
        return address(cause);
      }
    }
    // Past the framework's wrappers, whose messages are about beans.
    Throwable own =
        chain.stream().filter(cause -> !isWrapper(cause)).findFirst().orElse(chain.getLast());
    String message = own.getMessage() == null ? own.toString() : own.getMessage();
    return new StartupException(
        "Millrace cannot start: " + message + ".", "The cause tells more.", thrown);
  }

  private static List<Throwable> chain(Throwable thrown) {
    List<Throwable> chain = new ArrayList<>();
    for (Throwable t = thrown; t != null && chain.size() < DEEPEST; t = t.getCause()) {
      chain.add(t);
    }
    return chain;
  }

  private static boolean isWrapper(Throwable cause) {
    return cause.getCause() != null
        && (cause instanceof BeanContextException
            || cause instanceof ConfigurationException
            || cause instanceof ServerStartupException);
  }

  private StartupException address(Throwable cause) {
    String message = cause.getMessage() == null ? "" : cause.getMessage();
    if (message.contains("in use")) {
      return new StartupException(
          "Port " + port + " on " + host + " is in use.",
          "Stop what uses it, or choose another with --port or MILLRACE_PORT.",
          cause);
    }
    if (message.contains("Permission denied")) {
      return new StartupException(
          "Port " + port + " may not be opened by this user.",
          "Choose one of 1024 to 65535 with --port or MILLRACE_PORT.",
          cause);
    }
    return new StartupException(
        "This machine has no address " + host + " to listen on.",
        "Set millrace.host to 127.0.0.1, or to 0.0.0.0 for every address.",
        cause);
  }
}
