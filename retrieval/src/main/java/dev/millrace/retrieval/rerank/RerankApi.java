package dev.millrace.retrieval.rerank;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The forms in which a server is asked to rerank. Many servers speak one of the first two. */
public enum RerankApi {
  /** Cohere's version 2, {@code docs.cohere.com/reference/rerank}. */
  COHERE("https://api.cohere.com", "/v2/rerank") {
    @Override
    Map<String, Object> body(String model, String query, List<String> texts) {
      return Map.of("model", model, "query", query, "documents", texts, "top_n", texts.size());
    }
  },

  /** Jina's, {@code api.jina.ai/redoc}. */
  JINA("https://api.jina.ai", "/v1/rerank") {
    @Override
    Map<String, Object> body(String model, String query, List<String> texts) {
      return Map.of(
          "model", model,
          "query", query,
          "documents", texts,
          "top_n", texts.size(),
          "return_documents", false);
    }
  },

  /**
   * Text Embeddings Inference, {@code huggingface.github.io/text-embeddings-inference}. Its one
   * model needs no name, and says logits when it is asked to.
   */
  TEI("", "/rerank") {
    @Override
    Map<String, Object> body(String model, String query, List<String> texts) {
      return Map.of(
          "query",
          query,
          "texts",
          texts,
          "raw_scores",
          true,
          "return_text",
          false,
          "truncate",
          true);
    }

    @Override
    JsonNode results(JsonNode answer) {
      return answer;
    }

    @Override
    String score() {
      return "score";
    }
  };

  private final String usual;
  private final String path;

  RerankApi(String usual, String path) {
    this.usual = usual;
    this.path = path;
  }

  /** Where the provider itself is found; empty for a program that has no usual place. */
  public Optional<URI> usual() {
    return usual.isEmpty() ? Optional.empty() : Optional.of(URI.create(usual));
  }

  /** What follows the base of the URL. */
  public String path() {
    return path;
  }

  abstract Map<String, Object> body(String model, String query, List<String> texts);

  /** The list of results in an answer. */
  JsonNode results(JsonNode answer) {
    return answer.path("results");
  }

  /** What a result's score is called. */
  String score() {
    return "relevance_score";
  }
}
