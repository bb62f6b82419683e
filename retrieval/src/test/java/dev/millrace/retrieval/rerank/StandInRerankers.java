package dev.millrace.retrieval.rerank;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.retrieval.remote.StandInServer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A stand-in for servers that rerank, in Cohere's, Jina's and Text Embeddings Inference's form. A
 * score is how many words a passage shares with the query; results come best first, as theirs do.
 */
final class StandInRerankers {
  private StandInRerankers() {}

  static StandInServer start() {
    return new StandInServer(StandInRerankers::answer);
  }

  static String answer(String path, JsonNode asked) {
    List<Double> scores = scores(asked);
    return wrapped(
        path,
        IntStream.range(0, scores.size())
            .boxed()
            .sorted(Comparator.comparingDouble((Integer at) -> -scores.get(at)))
            .map(at -> result(path, Integer.toString(at), Double.toString(scores.get(at))))
            .toList());
  }

  /** The results in the form that goes with the path. */
  static String wrapped(String path, List<String> results) {
    String list = "[" + String.join(",", results) + "]";
    return switch (path) {
      case "/rerank" -> list;
      case "/v1/rerank" ->
          "{\"model\":\"jina\",\"usage\":{\"total_tokens\":7},\"results\":" + list + "}";
      case "/v2/rerank" ->
          "{\"id\":\"1\",\"results\":" + list + ",\"meta\":{\"api_version\":{\"version\":\"2\"}}}";
      default -> "{\"message\":\"no such path\"}";
    };
  }

  /** One result in the form that goes with the path. */
  static String result(String path, String index, String score) {
    return path.equals("/rerank")
        ? "{\"index\":" + index + ",\"score\":" + score + "}"
        : "{\"index\":" + index + ",\"relevance_score\":" + score + "}";
  }

  private static List<Double> scores(JsonNode asked) {
    Set<String> query = words(asked.path("query").asText());
    List<Double> scores = new ArrayList<>();
    JsonNode texts = asked.has("texts") ? asked.path("texts") : asked.path("documents");
    for (JsonNode text : texts) {
      scores.add((double) words(text.asText()).stream().filter(query::contains).count());
    }
    return scores;
  }

  private static Set<String> words(String text) {
    return List.of(text.toLowerCase(Locale.ROOT).split("\\W+", -1)).stream()
        .collect(Collectors.toSet());
  }
}
