package dev.millrace.app.cli;

import dev.millrace.app.cli.SearchContender.Reader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** All that {@code bench search} measured, by the contenders' names. */
record SearchFigures(
    int passages,
    int queries,
    Embedding embedding,
    Map<String, Filled> filled,
    Map<Reader, Map<String, Recall>> recall,
    Map<SearchRace.Heat, Map<String, SearchRace.Times>> times,
    Optional<Footprint> memory) {
  /**
   * How one is filled.
   *
   * @param seconds until searches see all
   */
  record Filled(double seconds, long indexBytes) {}

  /**
   * What a query's embedding takes, which the times of searching leave aside.
   *
   * @param firstMs the median of queries that were not asked before
   * @param againMs that of the same queries, asked once more
   */
  record Embedding(double firstMs, double againMs) {}

  /** How well one's vectors search. */
  record Recall(double at10, double at100) {}

  String text() {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "%,d passages, %d queries, text read inside the timing, the query's embedding aside%n",
            passages,
            queries));
    text.append(
        String.format(
            Locale.ROOT,
            "a query's embedding: median %.2f ms, %.3f ms when asked again%n",
            embedding.firstMs(),
            embedding.againMs()));
    filled.forEach(
        (name, how) ->
            text.append(
                String.format(
                    Locale.ROOT,
                    "%-11s filled in %,.0f s (%,.0f passages/s), index %,d MB%n",
                    name,
                    how.seconds(),
                    passages / how.seconds(),
                    how.indexBytes() >> 20)));
    memory.ifPresent(
        now ->
            text.append(
                String.format(
                    Locale.ROOT,
                    "memory (PSS): Millrace's JVM %,d MB and PostgreSQL %,d MB; OpenSearch %,d MB%n",
                    now.jvm() >> 20,
                    now.postgres() >> 20,
                    now.parsers() >> 20)));
    recall.forEach(
        (reader, by) ->
            by.forEach(
                (name, one) ->
                    text.append(
                        String.format(
                            Locale.ROOT,
                            "vectors, %s visible: %-11s recall@10 %.4f, recall@100 %.4f%n",
                            visible(reader),
                            name,
                            one.at10(),
                            one.at100()))));
    text.append(
        String.format(
            Locale.ROOT,
            "%-30s %7s  %-11s %9s %9s %11s %11s%n",
            "mode",
            "visible",
            "",
            "p50 ms",
            "p99 ms",
            "1 thread/s",
            "2 threads/s"));
    times.forEach(
        (heat, by) ->
            by.forEach(
                (name, one) ->
                    text.append(
                        String.format(
                            Locale.ROOT,
                            "%-30s %7s  %-11s %9.2f %9.2f %11.1f %11.1f%n",
                            heat.name(),
                            visible(heat.reader()),
                            name,
                            one.p50(),
                            one.p99(),
                            one.one(),
                            one.two()))));
    return text.toString();
  }

  private static String visible(Reader reader) {
    return reader == Reader.ALL ? "100 %" : "1 %";
  }

  Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("passages", passages);
    json.put("queries", queries);
    json.put("embedding", embedding);
    json.put("filled", filled);
    json.put("recall", recall);
    List<Map<String, Object>> rows = new ArrayList<>();
    times.forEach(
        (heat, by) ->
            rows.add(Map.of("mode", heat.name(), "visible", visible(heat.reader()), "times", by)));
    json.put("times", rows);
    memory.ifPresent(now -> json.put("memory", now.json()));
    return json;
  }
}
