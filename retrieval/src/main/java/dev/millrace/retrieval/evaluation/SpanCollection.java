package dev.millrace.retrieval.evaluation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.retrieval.corpus.CanonicalText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Long documents, and questions with the exact stretches of text that answer them: {@code
 * documents/NAME.md} and a {@code queries.jsonl} whose lines are {@code {"_id","text","document",
 * "spans":[{"content","start_index","end_index"}]}}, positions in code points, end exclusive.
 *
 * @param documents their files by name
 */
public record SpanCollection(Map<String, Path> documents, List<Question> questions) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** A question and all that answers it. */
  public record Question(String id, String text, List<Span> answers) {
    public Question {
      answers = List.copyOf(answers);
    }
  }

  public SpanCollection {
    documents = Map.copyOf(documents);
    questions = List.copyOf(questions);
  }

  /**
   * Reads a folder and checks every span against its document.
   *
   * @throws MalformedCollectionException naming the file and line that can't be used
   * @throws IOException if a file can't be read
   */
  public static SpanCollection open(Path folder) throws IOException {
    Path file = folder.resolve("queries.jsonl");
    Map<String, Path> documents = new LinkedHashMap<>();
    Map<String, CanonicalText> texts = new LinkedHashMap<>();
    List<Question> questions = new ArrayList<>();
    Lines.read(
        file,
        (number, line) -> {
          JsonNode object = tree(file, number, line);
          String name = object.path("document").asText();
          if (!texts.containsKey(name)) {
            Path document = folder.resolve("documents").resolve(name + ".md");
            if (name.isEmpty() || name.contains("/") || !Files.isRegularFile(document)) {
              throw new MalformedCollectionException(
                  file, number, "names document \"" + name + "\", which is not " + document);
            }
            documents.put(name, document);
            texts.put(name, CanonicalText.of(Files.readString(document)));
          }
          questions.add(question(file, number, object, name, texts.get(name)));
        });
    if (questions.isEmpty()) {
      throw new MalformedCollectionException(file, "has no question");
    }
    return new SpanCollection(documents, questions);
  }

  private static JsonNode tree(Path file, long number, String line)
      throws MalformedCollectionException {
    try {
      return JSON.readTree(line);
    } catch (JsonProcessingException e) {
      throw new MalformedCollectionException(file, number, "is not JSON");
    }
  }

  private static Question question(
      Path file, long number, JsonNode object, String name, CanonicalText text)
      throws MalformedCollectionException {
    List<Span> answers = new ArrayList<>();
    for (JsonNode span : object.path("spans")) {
      int start = span.path("start_index").asInt(-1);
      int end = span.path("end_index").asInt(-1);
      if (start < 0
          || end <= start
          || end > text.length()
          || !text.slice(start, end).equals(span.path("content").asText())) {
        throw new MalformedCollectionException(
            file, number, "has a span " + start + " to " + end + " that is not its content");
      }
      answers.add(new Span(name, start, end));
    }
    String question = object.path("text").asText();
    if (question.isBlank() || answers.isEmpty()) {
      throw new MalformedCollectionException(file, number, "lacks a text or spans");
    }
    return new Question(object.path("_id").asText(), question, answers);
  }
}
