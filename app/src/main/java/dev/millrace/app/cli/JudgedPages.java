package dev.millrace.app.cli;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A folder of PDFs with questions and, for each, the pages that answer it. */
record JudgedPages(Path folder) {
  private static final String QUESTIONS = "questions.jsonl";

  /**
   * A line of the questions; what else it has is not needed.
   *
   * @param citations pages, as {@code FILE.pdf#page=N}
   */
  record Line(@JsonProperty("_id") String id, String text, List<String> citations) {}

  /** Whether it has questions. */
  boolean exist() {
    return Files.isRegularFile(folder.resolve(QUESTIONS));
  }

  /** What a page is called. */
  static String name(String file, @Nullable Integer page) {
    return file + "#page=" + page;
  }

  List<Path> pdfs() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.toString().toLowerCase(Locale.ROOT).endsWith(".pdf"))
          .sorted()
          .toList();
    }
  }

  List<Line> questions() throws IOException {
    Path file = folder.resolve(QUESTIONS);
    List<Line> lines = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      try {
        if (!line.isBlank()) {
          lines.add(Json.read(line, Line.class));
        }
      } catch (JsonProcessingException e) {
        throw new CommandFailure(file + " has a line that is no question: " + line, e);
      }
    }
    return lines;
  }

  /** Writes them in BEIR form, each page a document. */
  void writeTo(Path collection) throws IOException {
    List<String> pages = new ArrayList<>();
    DocumentPages reader = new DocumentPages();
    for (Path pdf : pdfs()) {
      String name = pdf.getFileName().toString();
      List<String> texts = reader.of(pdf);
      for (int i = 0; i < texts.size(); i++) {
        pages.add(Json.write(Map.of("_id", name(name, i + 1), "title", "", "text", texts.get(i))));
      }
    }
    List<String> queries = new ArrayList<>();
    List<String> judgments = new ArrayList<>(List.of("query-id\tcorpus-id\tscore"));
    for (Line line : questions()) {
      queries.add(Json.write(Map.of("_id", line.id(), "text", line.text())));
      line.citations().stream()
          .distinct()
          .forEach(page -> judgments.add(line.id() + '\t' + page + "\t1"));
    }
    Files.createDirectories(collection.resolve("qrels"));
    Files.write(collection.resolve("corpus.jsonl"), pages);
    Files.write(collection.resolve("queries.jsonl"), queries);
    Files.write(collection.resolve("qrels/test.tsv"), judgments);
  }
}
