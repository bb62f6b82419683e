package dev.millrace.app.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.retrieval.search.Technique;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An evaluation that is kept query by query, to be compared with another: a file with a line of
 * JSON for what was measured and how, then one for each query of each mode.
 */
final class SavedRun {
  private static final String KIND = "retrieval";

  /**
   * What was measured, and how.
   *
   * @param run says what file this is: {@value #KIND}
   * @param collection the folder's name
   * @param judgments tells its judged queries from others
   * @param without what the mode hybrid did without
   * @param passages how documents were cut; null if only those were that the model cannot read
   *     whole
   */
  record Head(
      String run,
      String collection,
      String split,
      String judgments,
      int documents,
      double k1,
      double b,
      String history,
      List<String> without,
      @Nullable String passages,
      List<String> modes) {}

  /**
   * A query in a mode.
   *
   * @param ranking ids of documents, best first
   */
  record Line(String mode, String query, Map<String, Double> measures, List<String> ranking) {}

  private final Head head;
  private final Map<String, Map<String, Line>> modes;

  private SavedRun(Head head, Map<String, Map<String, Line>> modes) {
    this.head = head;
    this.modes = modes;
  }

  static SavedRun of(EvaluationRun.Plan plan, EvaluationRun.Measured measured) {
    Map<String, Map<String, Line>> modes = new LinkedHashMap<>();
    measured
        .modes()
        .forEach(
            (mode, queries) -> {
              Map<String, Line> lines = new LinkedHashMap<>();
              queries.forEach(
                  one ->
                      lines.put(
                          one.query(),
                          new Line(mode.wire(), one.query(), one.metrics().wire(), one.ranking())));
              modes.put(mode.wire(), lines);
            });
    EvaluationRun.Ranking ranking = plan.ranking();
    EvaluationRun.Cut cut = plan.cut();
    return new SavedRun(
        new Head(
            KIND,
            String.valueOf(plan.folder().toAbsolutePath().normalize().getFileName()),
            plan.split(),
            measured.judgments(),
            measured.documents(),
            ranking.bm25().k1(),
            ranking.bm25().b(),
            plan.queries().rewritten() ? "rewritten" : "last",
            ranking.without().stream().map(Technique::wire).sorted().toList(),
            cut == null ? null : cut.tokens() + "/" + cut.overlap(),
            List.copyOf(modes.keySet())),
        modes);
  }

  Head head() {
    return head;
  }

  /**
   * The queries of a mode, by id.
   *
   * @throws CommandFailure if the run has no such mode
   */
  Map<String, Line> mode(String mode, Path file) {
    Map<String, Line> lines = modes.get(mode);
    if (lines == null) {
      throw new CommandFailure(
          file + " has no mode " + mode + ", only " + String.join(", ", modes.keySet()));
    }
    return Collections.unmodifiableMap(lines);
  }

  /** Writes it, over what was there. */
  void write(Path file) {
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      out.append(Json.write(head)).append('\n');
      for (Map<String, Line> lines : modes.values()) {
        for (Line line : lines.values()) {
          out.append(Json.write(line)).append('\n');
        }
      }
    } catch (IOException e) {
      throw new CommandFailure(file + " can't be written: " + e.getMessage(), e);
    }
  }

  /**
   * Reads one.
   *
   * @throws CommandFailure naming the file and the line that can't be used
   */
  static SavedRun read(Path file) {
    try (BufferedReader in = Files.newBufferedReader(file)) {
      String first = in.readLine();
      if (first == null) {
        throw new CommandFailure(file + " is empty");
      }
      Head head = head(file, first);
      Map<String, Map<String, Line>> modes = new LinkedHashMap<>();
      head.modes().forEach(mode -> modes.put(mode, new LinkedHashMap<>()));
      int number = 1;
      for (String text = in.readLine(); text != null; text = in.readLine()) {
        number++;
        Line line = line(file, number, text);
        Map<String, Line> lines = modes.get(line.mode());
        if (lines == null || lines.put(line.query(), line) != null) {
          throw new CommandFailure(
              file
                  + ", line "
                  + number
                  + ": query "
                  + line.query()
                  + (lines == null
                      ? " is of mode " + line.mode() + ", which line 1 does not name"
                      : " is there twice"));
        }
      }
      modes.forEach((mode, lines) -> requireQueries(file, mode, lines));
      return new SavedRun(head, modes);
    } catch (CharacterCodingException e) {
      throw new CommandFailure(file + " is not a saved run: it is not UTF-8", e);
    } catch (IOException e) {
      throw new CommandFailure(file + " can't be read: " + e.getMessage(), e);
    }
  }

  private static Head head(Path file, String text) {
    JsonNode tree = tree(file, 1, text);
    if (!tree.path("run").asText().equals(KIND)) {
      throw new CommandFailure(
          file + " is not a saved run: write one with ./millrace eval retrieval DIR --save FILE");
    }
    for (String field : List.of("collection", "split", "judgments", "without", "modes")) {
      require(tree.hasNonNull(field), file, 1, field);
    }
    return value(file, 1, text, Head.class);
  }

  private static Line line(Path file, int number, String text) {
    JsonNode tree = tree(file, number, text);
    require(tree.path("mode").isTextual(), file, number, "mode");
    require(tree.path("query").isTextual(), file, number, "query");
    JsonNode measures = tree.path("measures");
    require(measures.isObject() && !measures.isEmpty(), file, number, "measures");
    measures.forEach(measure -> require(measure.isNumber(), file, number, "measures in numbers"));
    require(tree.path("ranking").isArray(), file, number, "ranking");
    return value(file, number, text, Line.class);
  }

  private static void requireQueries(Path file, String mode, Map<String, Line> lines) {
    if (lines.isEmpty()) {
      throw new CommandFailure(
          file + " breaks off: line 1 names mode " + mode + ", and no line is of it");
    }
  }

  private static JsonNode tree(Path file, int number, String text) {
    return value(file, number, text, JsonNode.class);
  }

  private static <T> T value(Path file, int number, String text, Class<T> type) {
    try {
      return Json.read(text, type);
    } catch (JsonProcessingException e) {
      throw new CommandFailure(
          file + ", line " + number + ", is not of a saved run: " + e.getOriginalMessage(), e);
    }
  }

  private static void require(boolean there, Path file, int number, String what) {
    if (!there) {
      throw new CommandFailure(file + ", line " + number + ", lacks " + what);
    }
  }
}
