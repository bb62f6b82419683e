package dev.millrace.app.cli;

import dev.millrace.retrieval.evaluation.SpanMetrics;
import dev.millrace.retrieval.search.SearchMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What came of cutting in several ways, and which way is best. */
record ChunkingMeasures(List<Measured> settings) {
  /** How the best is chosen, for people. */
  static final String RULE =
      "best: the most wanted text within the first "
          + SpanMetrics.BUDGET
          + " characters that hybrid search finds";

  /**
   * One way's measures.
   *
   * @param tokens that a passage has on average, title and headings not counted
   */
  record Measured(
      ChunkingSetting setting, int passages, double tokens, Map<SearchMode, SpanMetrics> modes) {
    SpanMetrics hybrid() {
      SpanMetrics hybrid = modes.get(SearchMode.HYBRID);
      if (hybrid == null) {
        throw new IllegalStateException("hybrid search was not measured");
      }
      return hybrid;
    }
  }

  ChunkingMeasures {
    settings = List.copyOf(settings);
  }

  /** The best way among the product's own, by {@link #RULE}; empty if none of these was tried. */
  Optional<Measured> best() {
    return settings.stream()
        .filter(one -> one.setting() instanceof ChunkingSetting.Structure)
        .max(Comparator.comparingDouble(one -> one.hybrid().recallInBudget()));
  }

  Map<String, Object> wire() {
    List<Map<String, Object>> all = new ArrayList<>();
    for (Measured one : settings) {
      Map<String, Object> named = new LinkedHashMap<>();
      named.put("setting", one.setting().name());
      named.put("passages", one.passages());
      named.put("tokensPerPassage", one.tokens());
      one.modes().forEach((mode, metrics) -> named.put(mode.wire(), metrics.wire()));
      all.add(named);
    }
    Map<String, Object> wire = new LinkedHashMap<>();
    wire.put("settings", all);
    wire.put("best", best().map(one -> one.setting().name()).orElse(null));
    wire.put("rule", RULE);
    return wire;
  }

  List<String> table() {
    List<String> lines = new ArrayList<>();
    StringBuilder head =
        new StringBuilder(String.format(Locale.ROOT, "%-16s %8s %6s", "", "passages", "tokens"));
    ChunkingRun.MODES.forEach(
        mode -> head.append(String.format(Locale.ROOT, "  | %-30s", mode.wire())));
    lines.add(head.toString());
    StringBuilder names = new StringBuilder(String.format(Locale.ROOT, "%-32s", ""));
    ChunkingRun.MODES.forEach(
        _ ->
            names.append(
                String.format(
                    Locale.ROOT, "  | %6s %6s %6s %9s", "recall", "prec.", "IoU", "in budget")));
    lines.add(names.toString());
    for (Measured one : settings) {
      StringBuilder line =
          new StringBuilder(
              String.format(
                  Locale.ROOT,
                  "%-16s %8d %6.0f",
                  one.setting().name(),
                  one.passages(),
                  one.tokens()));
      one.modes()
          .values()
          .forEach(
              m ->
                  line.append(
                      String.format(
                          Locale.ROOT,
                          "  | %6.3f %6.3f %6.3f %9.3f",
                          m.recall(),
                          m.precision(),
                          m.iou(),
                          m.recallInBudget())));
      lines.add(line.toString());
    }
    best().ifPresent(one -> lines.add(one.setting().name() + " is best (" + RULE + ")"));
    return lines;
  }
}
