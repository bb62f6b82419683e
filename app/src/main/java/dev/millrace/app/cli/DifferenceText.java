package dev.millrace.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.retrieval.evaluation.PairedDifference;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Two ways of searching side by side, for people and for machines. */
final class DifferenceText {
  private DifferenceText() {}

  /** As the API says it of two runs. */
  static Map<String, Object> json(PairedDifference one) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("first", one.first());
    fields.put("second", one.second());
    fields.put("difference", one.difference());
    fields.put("p", one.p());
    fields.put("wins", one.wins());
    fields.put("ties", one.ties());
    fields.put("losses", one.losses());
    return fields;
  }

  /**
   * Shows measures and the queries that changed most.
   *
   * @param difference {@code measures} by name, as {@link #json}; {@code changed}, a list of {@code
   *     question, first, second, difference}
   */
  static void print(JsonNode difference, Terminal terminal) {
    TextTable table = new TextTable("", "A", "B", "B - A", "p", "B better", "equal", "A better");
    difference
        .path("measures")
        .properties()
        .forEach(
            measure -> {
              JsonNode one = measure.getValue();
              table.row(
                  measure.getKey(),
                  number(one.path("first")),
                  number(one.path("second")),
                  signed(one.path("difference")),
                  String.format(Locale.ROOT, "%.5f", one.path("p").asDouble()),
                  one.path("wins").asText(),
                  one.path("ties").asText(),
                  one.path("losses").asText());
            });
    table.print(terminal);
    if (!difference.path("changed").isEmpty()) {
      terminal.out().println();
      TextTable changed = new TextTable("changed most", "A", "B", "B - A");
      difference
          .path("changed")
          .forEach(
              one ->
                  changed.row(
                      one.path("question").asText(),
                      number(one.path("first")),
                      number(one.path("second")),
                      signed(one.path("difference"))));
      changed.print(terminal);
    }
  }

  private static String number(JsonNode value) {
    return String.format(Locale.ROOT, "%.4f", value.asDouble());
  }

  private static String signed(JsonNode value) {
    return String.format(Locale.ROOT, "%+.4f", value.asDouble());
  }
}
