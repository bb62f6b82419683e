package dev.millrace.retrieval.evaluation;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** A qrels file: {@code query-id, corpus-id, score}, separated by tabs, under a header. */
final class Judgments {
  private Judgments() {}

  /** Scores by document id, by query id, in the order of the file. */
  static Map<String, Map<String, Integer>> read(Path file) throws IOException {
    Map<String, Map<String, Integer>> judged = new LinkedHashMap<>();
    Lines.read(
        file,
        (number, line) -> {
          String[] cells = line.strip().split("\t", -1);
          if (cells.length != 3) {
            throw new MalformedCollectionException(
                file, number, "is not a query-id, a corpus-id and a score with tabs between them");
          }
          if (number == 1 && !isWhole(cells[2])) {
            return;
          }
          add(judged, file, number, cells);
        });
    if (judged.isEmpty()) {
      throw new MalformedCollectionException(file, "judges no document");
    }
    return judged;
  }

  private static void add(
      Map<String, Map<String, Integer>> judged, Path file, long number, String[] cells)
      throws MalformedCollectionException {
    if (!isWhole(cells[2])) {
      throw new MalformedCollectionException(
          file, number, "has the score \"" + cells[2] + "\", which is not a whole number");
    }
    int score = Integer.parseInt(cells[2]);
    Integer earlier =
        judged.computeIfAbsent(cells[0], query -> new LinkedHashMap<>()).put(cells[1], score);
    if (earlier != null && earlier != score) {
      throw new MalformedCollectionException(
          file,
          number,
          "judges document "
              + cells[1]
              + " for query "
              + cells[0]
              + " as "
              + score
              + ", an earlier line as "
              + earlier);
    }
  }

  private static boolean isWhole(String cell) {
    return cell.matches("-?\\d{1,9}");
  }
}
