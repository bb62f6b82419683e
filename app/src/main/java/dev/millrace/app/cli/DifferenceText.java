package dev.millrace.app.cli;

import dev.millrace.retrieval.evaluation.PairedDifference;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Two ways of searching side by side, for people and for machines. */
final class DifferenceText {
  private DifferenceText() {}

  /** By measure: both means, what B adds, how likely by chance, and queries that B does better. */
  static TextTable table(Map<String, PairedDifference> measures) {
    TextTable table = new TextTable("", "A", "B", "B - A", "p", "B better", "equal", "A better");
    measures.forEach(
        (name, one) ->
            table.row(
                name,
                String.format(Locale.ROOT, "%.4f", one.first()),
                String.format(Locale.ROOT, "%.4f", one.second()),
                String.format(Locale.ROOT, "%+.4f", one.difference()),
                String.format(Locale.ROOT, "%.5f", one.p()),
                Integer.toString(one.wins()),
                Integer.toString(one.ties()),
                Integer.toString(one.losses())));
    return table;
  }

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
}
