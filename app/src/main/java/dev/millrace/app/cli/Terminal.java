package dev.millrace.app.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Where a command writes.
 *
 * @param out results; with {@code --json} only JSON
 * @param err progress, warnings and errors
 * @param interactive whether a person watches, so that lines may be drawn over
 * @param coloured whether escape sequences may emphasise text
 * @param width in characters
 */
record Terminal(
    PrintStream out, PrintStream err, boolean interactive, boolean coloured, int width) {
  private static final int USUAL_WIDTH = 80;
  private static final int WIDEST = 1_000;

  /** The process's own, always in UTF-8: documents are in any language, whatever the locale. */
  // With the JDK's own console, which is the default again from 25 on, there is none without a
  // terminal.
  @SuppressWarnings("SystemConsoleNull")
  static Terminal system(Map<String, String> environment) {
    PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, UTF_8);
    PrintStream err = new PrintStream(new FileOutputStream(FileDescriptor.err), true, UTF_8);
    Console console = System.console();
    boolean interactive =
        console != null
            && console.isTerminal()
            && !environment.getOrDefault("TERM", "dumb").equals("dumb");
    // https://no-color.org: present and not empty.
    boolean coloured = interactive && environment.getOrDefault("NO_COLOR", "").isEmpty();
    return new Terminal(out, err, interactive, coloured, width(environment, interactive));
  }

  /** The same with its results going elsewhere. */
  Terminal resultsTo(PrintStream other) {
    return new Terminal(other, err, interactive, coloured, width);
  }

  String bold(String text) {
    return coloured ? "\u001b[1m" + text + "\u001b[0m" : text;
  }

  String faint(String text) {
    return coloured ? "\u001b[2m" + text + "\u001b[0m" : text;
  }

  String green(String text) {
    return coloured ? "\u001b[32m" + text + "\u001b[0m" : text;
  }

  String red(String text) {
    return coloured ? "\u001b[31m" + text + "\u001b[0m" : text;
  }

  private static int width(Map<String, String> environment, boolean interactive) {
    String columns = environment.getOrDefault("COLUMNS", "");
    if (columns.isEmpty() && interactive) {
      columns = askStty();
    }
    try {
      int width = Integer.parseInt(columns);
      return width > 0 ? Math.min(width, WIDEST) : USUAL_WIDTH;
    } catch (NumberFormatException e) {
      return USUAL_WIDTH;
    }
  }

  /** Java does not know a terminal's size; {@code stty} prints rows and columns. */
  private static String askStty() {
    try {
      Process stty =
          new ProcessBuilder("stty", "size").redirectInput(ProcessBuilder.Redirect.INHERIT).start();
      String answer = new String(stty.getInputStream().readAllBytes(), UTF_8).strip();
      stty.waitFor(1, TimeUnit.SECONDS);
      return answer.substring(answer.indexOf(' ') + 1);
    } catch (IOException e) {
      return "";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "";
    }
  }
}
