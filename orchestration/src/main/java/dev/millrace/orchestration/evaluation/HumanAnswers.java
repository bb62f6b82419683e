package dev.millrace.orchestration.evaluation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.millrace.orchestration.conversation.FollowUp;
import dev.millrace.orchestration.conversation.Turn;
import dev.millrace.orchestration.evaluation.JudgedAnswer.Passage;
import dev.millrace.orchestration.model.Role;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Human answers of a folder, by what is in it:
 *
 * <ul>
 *   <li>{@code answers.jsonl} (SQuAD form): questions and answers made into statements.
 *   <li>{@code queries.jsonl} with an {@code answer} or {@code reference_answer}, and {@code
 *       qrels/test.tsv}; those marked otherwise than ANSWERABLE are passed over.
 *   <li>{@code questions.jsonl} with an {@code answer} and {@code citations} of the form {@code
 *       FILE#page=N}, beside the documents.
 * </ul>
 */
public final class HumanAnswers {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** Makes pages of a document. */
  public interface Pages {
    /** The pages' texts in order. */
    List<String> of(Path document) throws IOException;
  }

  private HumanAnswers() {}

  /** Reads the folder; empty if there are no human answers in it. */
  public static List<HumanAnswer> in(Path folder, Pages pages) throws IOException {
    String origin = folder.getFileName().toString();
    if (Files.exists(folder.resolve("answers.jsonl"))) {
      return squad(folder, origin);
    }
    if (Files.exists(folder.resolve("questions.jsonl"))) {
      return documents(folder, origin, pages);
    }
    if (Files.exists(folder.resolve("qrels/test.tsv"))) {
      return judged(folder, origin);
    }
    return List.of();
  }

  private static List<JsonNode> lines(Path file) throws IOException {
    try (Stream<String> lines = Files.lines(file)) {
      List<JsonNode> all = new ArrayList<>();
      for (String line : (Iterable<String>) lines.filter(text -> !text.isBlank())::iterator) {
        all.add(JSON.readTree(line));
      }
      return all;
    } catch (UncheckedIOException e) {
      throw new IOException(file + ": " + e.getMessage(), e);
    }
  }

  private static Map<String, Passage> corpus(Path folder) throws IOException {
    Map<String, Passage> passages = new HashMap<>();
    for (JsonNode one : lines(folder.resolve("corpus.jsonl"))) {
      passages.put(
          one.path("_id").asText(),
          new Passage(one.path("title").asText(""), one.path("text").asText()));
    }
    return passages;
  }

  private static List<HumanAnswer> squad(Path folder, String origin) throws IOException {
    Map<String, Passage> corpus = corpus(folder);
    Map<String, String> questions = new HashMap<>();
    for (JsonNode one : lines(folder.resolve("queries.jsonl"))) {
      questions.put(one.path("_id").asText(), one.path("text").asText());
    }
    List<HumanAnswer> answers = new ArrayList<>();
    for (JsonNode one : lines(folder.resolve("answers.jsonl"))) {
      String id = one.path("_id").asText();
      Passage passage = corpus.get(one.path("paragraph").asText());
      String question = questions.get(id);
      if (!one.path("is_impossible").asBoolean() && passage != null && question != null) {
        Statement.of(question, one.path("answers").path(0).asText())
            .ifPresent(
                text -> answers.add(new HumanAnswer(origin, id, question, text, List.of(passage))));
      }
    }
    return answers;
  }

  private static List<HumanAnswer> judged(Path folder, String origin) throws IOException {
    Map<String, Passage> corpus = corpus(folder);
    Map<String, List<Passage>> gold = new HashMap<>();
    for (String line : Files.readAllLines(folder.resolve("qrels/test.tsv"))) {
      String[] fields = line.split("\t", -1);
      if (fields.length == 3 && !fields[2].equals("0") && corpus.containsKey(fields[1])) {
        gold.computeIfAbsent(fields[0], _ -> new ArrayList<>())
            .add(corpus.getOrDefault(fields[1], new Passage("", "")));
      }
    }
    List<HumanAnswer> answers = new ArrayList<>();
    for (JsonNode one : lines(folder.resolve("queries.jsonl"))) {
      String id = one.path("_id").asText();
      JsonNode given =
          one.has("answer") ? one.path("answer") : one.path("reference_answer").path(0);
      boolean answerable =
          !one.has("answerability")
              || one.path("answerability").toString().equals("\"ANSWERABLE\"")
              || one.path("answerability").path(0).asText().equals("ANSWERABLE");
      List<Passage> found = gold.getOrDefault(id, List.of());
      if (answerable && !given.asText().isBlank() && !found.isEmpty()) {
        answers.add(new HumanAnswer(origin, id, question(one), given.asText(), found));
      }
    }
    return answers;
  }

  /** As it was asked and as it is understood after what was said before it. */
  private static String question(JsonNode query) {
    String asked = query.path("text").asText();
    List<Turn> history = new ArrayList<>();
    for (JsonNode said : query.path("history")) {
      Role role = said.path("speaker").asText().equals("user") ? Role.USER : Role.ASSISTANT;
      history.add(new Turn(role, said.path("text").asText()));
    }
    return history.isEmpty() ? asked : asked + "\n" + FollowUp.rewrite(history, asked).query();
  }

  private static List<HumanAnswer> documents(Path folder, String origin, Pages pages)
      throws IOException {
    Map<String, List<String>> read = new HashMap<>();
    List<HumanAnswer> answers = new ArrayList<>();
    for (JsonNode one : lines(folder.resolve("questions.jsonl"))) {
      List<Passage> gold = new ArrayList<>();
      for (JsonNode citation : one.path("citations")) {
        String[] place = citation.asText().split("#page=", -1);
        Path file = folder.resolve(place[0]);
        if (place.length == 2 && Files.exists(file)) {
          if (!read.containsKey(place[0])) {
            read.put(place[0], pages.of(file));
          }
          List<String> texts = read.getOrDefault(place[0], List.of());
          int page = Integer.parseInt(place[1]);
          if (page >= 1 && page <= texts.size() && !texts.get(page - 1).isBlank()) {
            gold.add(
                new Passage(
                    place[0].replaceFirst("\\.\\w+$", "").replace('_', ' '), texts.get(page - 1)));
          }
        }
      }
      String answer = one.path("answer").asText();
      if (!gold.isEmpty() && !answer.isBlank()) {
        answers.add(
            new HumanAnswer(
                origin, one.path("_id").asText(), one.path("text").asText(), answer, gold));
      }
    }
    return answers;
  }
}
