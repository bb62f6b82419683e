package dev.millrace.orchestration.evaluation;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.retrieval.evaluation.BeirCollection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Paragraphs and questions with their answers, in the form of SQuAD 2.0 made flat: {@code
 * corpus.jsonl}, {@code queries.jsonl} and {@code answers.jsonl}. A line of the last names what was
 * asked about, whether it {@code is_impossible} to answer from it, and the {@code answers}.
 *
 * @param paragraphs for indexing; its own judgments are not used
 */
public record AnswerCollection(BeirCollection paragraphs, List<Asked> questions) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * A question.
   *
   * @param article title of what the paragraph is from
   * @param paragraph id of the paragraph that was asked about
   * @param answers wordings that are right; empty if the paragraph has no answer
   */
  public record Asked(
      String id, String text, String article, String paragraph, List<String> answers) {
    public Asked {
      requireNonNull(id, "id");
      requireNonNull(text, "text");
      answers = List.copyOf(answers);
    }

    /** Whether its paragraph answers it. */
    public boolean answerable() {
      return !answers.isEmpty();
    }

    /** Whether its article is of the half from which weights are learnt: by the title's hash. */
    public boolean forLearning() {
      return Math.floorMod(article.hashCode(), 2) == 1;
    }
  }

  public AnswerCollection {
    questions = List.copyOf(questions);
  }

  /**
   * Reads the questions, in the order of {@code answers.jsonl}.
   *
   * @throws IllegalArgumentException naming the file and line that is not of that form
   * @throws IOException if a file is missing or can't be read
   */
  public static AnswerCollection open(Path folder) throws IOException {
    Map<String, String> titles = new HashMap<>();
    BeirCollection unread =
        new BeirCollection(
            folder, 0, Map.of(), Map.of(), Map.of(), new BeirCollection.Unknown(0, 0));
    unread.forEachDocument(document -> titles.put(document.id(), document.title()));
    Map<String, String> texts = new HashMap<>();
    for (JsonNode query : lines(folder.resolve("queries.jsonl"))) {
      texts.put(query.path("_id").asText(), query.path("text").asText());
    }
    List<Asked> questions = new ArrayList<>();
    for (JsonNode answer : lines(folder.resolve("answers.jsonl"))) {
      String id = answer.path("_id").asText();
      String text = texts.getOrDefault(id, "");
      String paragraph = answer.path("paragraph").asText();
      List<String> answers = new ArrayList<>();
      if (!answer.path("is_impossible").asBoolean()) {
        answer.path("answers").forEach(wording -> answers.add(wording.asText()));
        if (answers.isEmpty()) {
          throw new IllegalArgumentException("answers.jsonl: " + id + " has no answers");
        }
      }
      if (!text.isBlank()) {
        questions.add(new Asked(id, text, titles.getOrDefault(paragraph, ""), paragraph, answers));
      }
    }
    return new AnswerCollection(
        new BeirCollection(
            folder, titles.size(), Map.of(), Map.of(), Map.of(), new BeirCollection.Unknown(0, 0)),
        questions);
  }

  private static List<JsonNode> lines(Path file) throws IOException {
    List<JsonNode> objects = new ArrayList<>();
    int number = 0;
    for (String line : Files.readAllLines(file)) {
      number++;
      if (line.isBlank()) {
        continue;
      }
      try {
        JsonNode object = JSON.readTree(line);
        if (!object.path("_id").isTextual()) {
          throw new IllegalArgumentException(file + ", line " + number + ": has no \"_id\"");
        }
        objects.add(object);
      } catch (JsonProcessingException e) {
        throw new IllegalArgumentException(file + ", line " + number + ": is not JSON", e);
      }
    }
    return objects;
  }
}
