package dev.millrace.orchestration.evaluation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A file of judged answers, a JSON object a line, UTF-8:
 *
 * <ul>
 *   <li>{@code answer}: text, with marks {@code [n]} or without.
 *   <li>{@code question}: what was asked; optional.
 *   <li>{@code evidence}: a list, numbered from 1, of texts or of {@code {"title","text"}} objects,
 *       the title optional; one text alone is a list of one.
 *   <li>{@code label}: {@code true}, 1 or "supported" for an answer that is right; {@code false}, 0
 *       or "corrupt" for one that is not, or the kind of its mistake: "number", "entity",
 *       "negation", "citation".
 *   <li>{@code kind}, {@code origin}: words by which figures are kept apart; optional.
 * </ul>
 *
 * Other fields are passed over, blank lines too.
 */
public final class JudgedAnswers {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();
  private static final Set<String> RIGHT = Set.of("true", "1", "supported");
  private static final Set<String> WRONG = Set.of("false", "0", "corrupt");
  private static final Set<String> KINDS = Set.of("number", "entity", "negation", "citation");
  private static final int MOST_COMPLAINTS = 10;

  private JudgedAnswers() {}

  /**
   * Reads a file.
   *
   * @throws IllegalArgumentException if lines of it can't be understood; names up to ten of them
   * @throws IOException if it can't be read
   */
  public static List<JudgedAnswer> read(Path file) throws IOException {
    List<JudgedAnswer> answers = new ArrayList<>();
    List<String> complaints = new ArrayList<>();
    int number = 0;
    try (BufferedReader in = Files.newBufferedReader(file)) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        number++;
        String text = number == 1 && line.startsWith("\uFEFF") ? line.substring(1) : line;
        if (!text.isBlank()) {
          try {
            answers.add(answer(text));
          } catch (IllegalArgumentException e) {
            complaints.add("line " + number + " " + e.getMessage());
          }
        }
      }
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException(file + " is not UTF-8, after line " + number, e);
    }
    if (!complaints.isEmpty()) {
      throw new IllegalArgumentException(file + ": " + together(complaints));
    }
    if (answers.isEmpty()) {
      throw new IllegalArgumentException(file + " has no lines");
    }
    return answers;
  }

  private static String together(List<String> complaints) {
    int more = complaints.size() - MOST_COMPLAINTS;
    String first = String.join("; ", complaints.subList(0, Math.min(complaints.size(), 10)));
    return more > 0 ? first + "; and " + more + " more" : first;
  }

  private static JudgedAnswer answer(String line) {
    JsonNode object;
    try {
      object = JSON.readTree(line);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "is not JSON at column " + e.getLocation().getColumnNr(), e);
    }
    if (!object.isObject()) {
      throw new IllegalArgumentException("is not a JSON object");
    }
    if (!object.path("answer").isTextual() || object.path("answer").textValue().isBlank()) {
      throw new IllegalArgumentException("has no \"answer\"");
    }
    String label = object.path("label").asText("").toLowerCase(Locale.ROOT);
    if (!RIGHT.contains(label) && !WRONG.contains(label) && !KINDS.contains(label)) {
      throw new IllegalArgumentException(
          "has no \"label\" that is true, false, \"supported\" or \"corrupt\"");
    }
    String kind = object.path("kind").asText(KINDS.contains(label) ? label : "");
    return new JudgedAnswer(
        object.path("question").asText(""),
        object.path("answer").textValue(),
        evidence(object.path("evidence")),
        RIGHT.contains(label),
        kind,
        object.path("origin").asText(""));
  }

  private static List<JudgedAnswer.Passage> evidence(JsonNode evidence) {
    List<JudgedAnswer.Passage> passages = new ArrayList<>();
    if (evidence.isTextual()) {
      passages.add(new JudgedAnswer.Passage("", evidence.textValue()));
    } else if (!evidence.isArray()) {
      throw new IllegalArgumentException("has no list \"evidence\"");
    }
    for (JsonNode one : evidence) {
      if (!one.isTextual() && !one.path("text").isTextual()) {
        throw new IllegalArgumentException(
            "has evidence that is neither a text nor a {\"title\",\"text\"} object");
      }
      passages.add(
          one.isTextual()
              ? new JudgedAnswer.Passage("", one.textValue())
              : new JudgedAnswer.Passage(
                  one.path("title").asText(""), one.path("text").textValue()));
    }
    return passages;
  }

  /** An answer as a line of such a file. */
  public static String line(JudgedAnswer answer) {
    ObjectNode object = JSON.createObjectNode();
    object.put("question", answer.question());
    object.put("answer", answer.answer());
    var evidence = object.putArray("evidence");
    answer
        .evidence()
        .forEach(one -> evidence.addObject().put("title", one.title()).put("text", one.text()));
    object.put("label", answer.supported());
    object.put("kind", answer.kind());
    object.put("origin", answer.origin());
    return object.toString();
  }
}
