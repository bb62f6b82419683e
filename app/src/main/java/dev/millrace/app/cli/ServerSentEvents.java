package dev.millrace.app.cli;

import java.util.function.BiConsumer;

/**
 * Reads a stream of server-sent events line by line, as the HTML standard has it; ids and retry
 * times are of no use here.
 */
final class ServerSentEvents {
  private final BiConsumer<String, String> events;
  private final StringBuilder data = new StringBuilder();
  private String name = "message";

  /**
   * @param events given name and data of each
   */
  ServerSentEvents(BiConsumer<String, String> events) {
    this.events = events;
  }

  void line(String line) {
    if (line.isEmpty()) {
      end();
    } else if (line.startsWith("event:")) {
      name = value(line, "event:");
    } else if (line.startsWith("data:")) {
      if (!data.isEmpty()) {
        data.append('\n');
      }
      data.append(value(line, "data:"));
    }
    // Anything else is a comment, which keeps the connection alive.
  }

  private void end() {
    if (!data.isEmpty()) {
      events.accept(name, data.toString());
    }
    data.setLength(0);
    name = "message";
  }

  private static String value(String line, String field) {
    String value = line.substring(field.length());
    return value.startsWith(" ") ? value.substring(1) : value;
  }
}
