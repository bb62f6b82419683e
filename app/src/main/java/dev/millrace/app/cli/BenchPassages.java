package dev.millrace.app.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;

/**
 * Real passages to measure with: texts cut at white space into pieces of about {@value #SHORTEST}
 * to {@value #LONGEST} tokens, the same ones each time.
 */
record BenchPassages(ToIntFunction<String> tokens) {
  static final int SHORTEST = 150;
  static final int LONGEST = 220;

  /** Wanted lengths go through the range in steps that share no factor with it. */
  private static final int STEP = 29;

  /**
   * Passages from files, as many from each as can be had evenly.
   *
   * @param places files, or folders of {@code corpus.jsonl}, {@code .txt} and {@code .md}
   * @throws CommandFailure if there is less text than that
   */
  List<String> from(List<Path> places, int wanted) throws IOException {
    List<String> passages = new ArrayList<>();
    for (int n = 0; n < places.size(); n++) {
      int share = (wanted - passages.size()) / (places.size() - n);
      int upTo = passages.size() + share;
      for (Path file : files(places.get(n))) {
        for (String text : texts(file)) {
          cut(text, upTo, passages);
        }
        if (passages.size() >= upTo) {
          break;
        }
      }
    }
    if (passages.size() < wanted) {
      throw new CommandFailure(
          "there are "
              + passages.size()
              + " passages of "
              + SHORTEST
              + " tokens or more in "
              + places
              + ": ask for so many by --passages, or name a place with more text");
    }
    return passages;
  }

  private static List<Path> files(Path place) throws IOException {
    if (Files.isRegularFile(place)) {
      return List.of(place);
    }
    try (Stream<Path> all = Files.walk(place)) {
      return all.filter(Files::isRegularFile)
          .filter(
              file -> {
                String name = file.getFileName().toString();
                return name.equals("corpus.jsonl") || name.endsWith(".txt") || name.endsWith(".md");
              })
          .sorted()
          .toList();
    }
  }

  private static List<String> texts(Path file) throws IOException {
    try {
      if (!file.toString().endsWith(".jsonl")) {
        return List.of(Files.readString(file));
      }
      List<String> texts = new ArrayList<>();
      for (String line : Files.readAllLines(file)) {
        JsonNode text = Json.tree(line).path("text");
        if (text.isTextual()) {
          texts.add(text.textValue());
        }
      }
      return texts;
    } catch (MalformedInputException e) {
      throw new CommandFailure(file + " is not UTF-8", e);
    } catch (JsonProcessingException e) {
      throw new CommandFailure(file + " has a line that is not JSON", e);
    }
  }

  private void cut(String text, int upTo, List<String> passages) {
    StringBuilder passage = new StringBuilder();
    int length = 0;
    for (String word : text.strip().split("\\s+", -1)) {
      if (passages.size() >= upTo) {
        return;
      }
      int least = SHORTEST + passages.size() * STEP % (LONGEST - SHORTEST);
      length += tokens.applyAsInt(word);
      passage.append(passage.isEmpty() ? "" : " ").append(word);
      if (length >= least) {
        passages.add(passage.toString());
        passage.setLength(0);
        length = 0;
      }
    }
  }
}
