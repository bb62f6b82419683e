package dev.millrace.app.settings;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The settings of the reranker, the last stage of a search's ranking. */
public final class RerankerKeys {
  /** What they begin with. */
  public static final String PREFIX = "millrace.reranker";

  private RerankerKeys() {}

  static List<Setting> all() {
    return List.of(
        key(
            "provider",
            new ValueKind.OneOf(List.of("none", "onnx", "cohere", "jina", "tei")),
            "none",
            "What reranks the first passages of mode hybrid: nothing, a file in this process, or a"
                + " server that speaks Cohere's, Jina's or Text Embeddings Inference's API."),
        key(
            "model",
            new ValueKind.Text("a path to model.onnx, or a name that the server knows"),
            null,
            "The file of a cross-encoder for onnx; what the server calls the model for cohere and"
                + " jina. Must be set for these."),
        key(
            "tokenizer",
            new ValueKind.Text("a path to tokenizer.json or vocab.txt"),
            null,
            "The tokenizer of the file; tokenizer.json, or else vocab.txt, beside it unless set."),
        key(
            "max-tokens",
            new ValueKind.Count(16, 8_192),
            "512",
            "Longest input of the file's model, query and passage together; longer ones are cut."),
        key(
            "clearance",
            new ValueKind.OneOf(List.of("public", "internal", "confidential", "restricted")),
            null,
            "The most sensitive text that may be sent to the server; must be set for one."),
        key(
            "url",
            new ValueKind.Text("an http or https URL"),
            null,
            "Base of the server's API, without /v1 or /v2; the provider's own unless set, must be"
                + " set for tei."),
        key("api-key", new ValueKind.Secret("the provider's key"), null, "Key for the server."),
        key("batch", new ValueKind.Count(1, 1_000), "100", "Most passages in one request."),
        key(
            "requests-per-minute",
            new ValueKind.Count(0, 1_000_000),
            "0",
            "Most requests to the server in a minute; 0 for no limit. Searches beyond it are not"
                + " reranked."),
        key(
            "passages",
            new ValueKind.Count(2, 200),
            "30",
            "How many passages it judges, from the first on."),
        key(
            "budget",
            new ValueKind.Time(Duration.ofMillis(10), Duration.ofMinutes(1)),
            "300ms",
            "How long a search waits for it; what is not judged by then keeps its place."),
        key(
            "share",
            new ValueKind.Count(1, 100),
            "50",
            "Percent of its say in the order of what it has judged; 100 for its order alone."));
  }

  private static Setting key(String name, ValueKind kind, @Nullable String standard, String what) {
    return new Setting(PREFIX + "." + name, kind, standard, what);
  }
}
