package dev.millrace.app.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.millrace.app.cli.GenerationsClient.Golden;
import dev.millrace.retrieval.evaluation.BeirCollection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Questions whose answers are known: a file with lines {@code {"question", "expected": [external
 * ids]}}, or a folder in BEIR form whose document ids are external ids.
 */
final class GoldenFile {
  private GoldenFile() {}

  /**
   * Reads either.
   *
   * @throws CommandFailure naming what can't be used
   */
  static List<Golden> read(Path path) {
    try {
      return Files.isDirectory(path) ? judged(path) : lines(path);
    } catch (IOException e) {
      throw new CommandFailure(path + " can't be read: " + e.getMessage(), e);
    }
  }

  private static List<Golden> judged(Path folder) throws IOException {
    BeirCollection collection = BeirCollection.open(folder, "test");
    List<Golden> questions = new ArrayList<>();
    for (Map.Entry<String, Map<String, Integer>> judged : collection.qrels().entrySet()) {
      String text = collection.queries().get(judged.getKey());
      List<String> relevant =
          judged.getValue().entrySet().stream()
              .filter(one -> one.getValue() > 0)
              .map(Map.Entry::getKey)
              .toList();
      if (text != null && !relevant.isEmpty()) {
        questions.add(new Golden(text, relevant));
      }
    }
    return questions;
  }

  private static List<Golden> lines(Path file) throws IOException {
    List<Golden> questions = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      if (line.isBlank()) {
        continue;
      }
      try {
        questions.add(Json.read(line, Golden.class));
      } catch (JsonProcessingException e) {
        throw new CommandFailure(
            file + " has a line without \"question\" and \"expected\": " + line, e);
      }
    }
    return questions;
  }
}
