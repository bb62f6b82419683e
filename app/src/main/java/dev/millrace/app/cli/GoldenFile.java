package dev.millrace.app.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.retrieval.evaluation.BeirCollection;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Questions whose answers are known: a file with a line of JSON each, such as {@code {"question",
 * "expected": [external ids]}}, or a folder in BEIR form whose document ids are external ids. What
 * a line may say is the server's to know.
 */
final class GoldenFile {
  /** The best grade that the server takes. */
  private static final int BEST = 100;

  private GoldenFile() {}

  /**
   * The questions, one by one.
   *
   * @throws CommandFailure naming what can't be used
   */
  static List<Object> read(Path path) {
    try {
      return Files.isDirectory(path) ? judged(path) : lines(path);
    } catch (IOException e) {
      throw unreadable(path, e);
    }
  }

  /**
   * The questions as lines to send.
   *
   * @throws CommandFailure naming what can't be used
   */
  static BodyPublisher body(Path path) {
    try {
      return Files.isDirectory(path)
          ? BodyPublishers.ofString(
              judged(path).stream().map(Json::write).collect(Collectors.joining("\n")))
          : BodyPublishers.ofFile(path);
    } catch (FileNotFoundException e) {
      throw new CommandFailure("there is no file " + path.toAbsolutePath(), e);
    } catch (IOException e) {
      throw unreadable(path, e);
    }
  }

  private static CommandFailure unreadable(Path path, IOException e) {
    return new CommandFailure(path + " can't be read: " + e.getMessage(), e);
  }

  private static List<Object> judged(Path folder) throws IOException {
    BeirCollection collection = BeirCollection.open(folder, "test");
    List<Object> questions = new ArrayList<>();
    collection
        .qrels()
        .forEach(
            (query, scores) -> {
              List<Map<String, Object>> relevant =
                  scores.entrySet().stream()
                      .filter(one -> one.getValue() > 0)
                      .map(one -> expected(one.getKey(), one.getValue()))
                      .toList();
              if (!relevant.isEmpty()) {
                questions.add(question(collection, query, relevant));
              }
            });
    return questions;
  }

  private static Map<String, Object> expected(String document, int score) {
    return Map.of("externalId", document, "grade", Math.min(BEST, score));
  }

  private static Map<String, Object> question(
      BeirCollection collection, String query, List<Map<String, Object>> expected) {
    Map<String, Object> question = new LinkedHashMap<>();
    question.put("id", query);
    question.put("question", collection.queries().getOrDefault(query, ""));
    List<Map<String, String>> history =
        collection.histories().getOrDefault(query, List.of()).stream()
            .map(
                said ->
                    Map.of("role", said.byUser() ? "user" : "assistant", "content", said.text()))
            .toList();
    if (!history.isEmpty()) {
      question.put("history", history);
    }
    question.put("expected", expected);
    return question;
  }

  private static List<Object> lines(Path file) throws IOException {
    List<Object> questions = new ArrayList<>();
    int number = 0;
    for (String line : Files.readAllLines(file)) {
      number++;
      if (line.isBlank()) {
        continue;
      }
      try {
        JsonNode question = Json.tree(line);
        if (!question.isObject()) {
          throw new CommandFailure(file + ", line " + number + ", is not a JSON object");
        }
        questions.add(question);
      } catch (JsonProcessingException e) {
        throw new CommandFailure(
            file + ", line " + number + ", is not JSON: " + e.getOriginalMessage(), e);
      }
    }
    return questions;
  }
}
