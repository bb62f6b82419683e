package dev.millrace.retrieval.embedding;

import static java.util.Objects.requireNonNull;

import dev.millrace.retrieval.corpus.CanonicalText;
import dev.millrace.retrieval.corpus.Clearance;
import dev.millrace.retrieval.corpus.EmbeddingSpace;
import dev.millrace.retrieval.remote.ModelCalls;
import dev.millrace.retrieval.remote.ModelServer;
import dev.millrace.retrieval.remote.Patience;
import dev.millrace.retrieval.remote.Reply;
import dev.millrace.retrieval.remote.Waiting;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A model behind an API, asked in batches by {@link ModelCalls}. Where there is no answer in the
 * end an {@link EmbeddingException} says why. Every vector is checked.
 */
public final class RemoteEmbedder implements Embedder {
  /** Text of one request in bytes of UTF-8; a batch of long passages is cut by this. */
  private static final int BYTES_A_CALL = 256 * 1024;

  /** Somebody waits for the answer to a query; then search goes on without a vector. */
  private static final Patience QUERY_PATIENCE = new Patience(2, Duration.ofSeconds(10));

  private final RemoteModel model;
  private final EstimatedTokens estimate;
  private final ModelCalls calls;
  private final VectorAnswer answer;

  /** Connects when the first text comes. */
  public RemoteEmbedder(RemoteModel model) {
    this(model, Waiting.SYSTEM);
  }

  RemoteEmbedder(RemoteModel model, Waiting waiting) {
    this.model = requireNonNull(model, "model");
    this.estimate = new EstimatedTokens(model.charactersPerToken());
    this.calls = new ModelCalls(model.server().asked(), waiting);
    this.answer = new VectorAnswer(model.server().api(), model.space().dimension());
  }

  @Override
  public EmbeddingSpace space() {
    return model.space();
  }

  @Override
  public Clearance clearance() {
    return model.clearance();
  }

  /** For the text alone: its prefix is taken off. */
  @Override
  public int maxTokens() {
    return model.maxTokens()
        - Math.max(tokens(model.passagePrefix()), tokens(model.space().queryPrefix()));
  }

  @Override
  public int tokens(String text) {
    return estimate.count(text);
  }

  @Override
  public List<float[]> passages(List<String> texts) {
    List<float[]> vectors = new ArrayList<>(texts.size());
    List<String> batch = new ArrayList<>();
    int bytes = 0;
    for (String text : texts) {
      String input = input(model.passagePrefix(), text);
      int size = input.getBytes(StandardCharsets.UTF_8).length;
      if (!batch.isEmpty()
          && (batch.size() == model.server().asked().pace().texts()
              || bytes + size > BYTES_A_CALL)) {
        vectors.addAll(persist(batch));
        batch.clear();
        bytes = 0;
      }
      batch.add(input);
      bytes += size;
    }
    if (!batch.isEmpty()) {
      vectors.addAll(persist(batch));
    }
    return vectors;
  }

  /** Without the half of a surrogate pair, which is not UTF-8, and never empty: servers refuse. */
  private String input(String prefix, String text) {
    String clean = CanonicalText.of(text).value();
    return prefix + estimate.cut(clean.isBlank() ? "." : clean, maxTokens());
  }

  private List<float[]> persist(List<String> batch) {
    return ask(batch, Patience.OF_WORK);
  }

  @Override
  public float[] query(String text) {
    return ask(List.of(input(model.space().queryPrefix(), text)), QUERY_PATIENCE).getFirst();
  }

  private List<float[]> ask(List<String> texts, Patience patience) {
    String name = model.server().asked().model();
    try {
      return switch (calls.ask(answer.question(name, List.copyOf(texts)), patience)) {
        case Reply.Made<List<float[]>>(List<float[]> vectors) -> vectors;
        case Reply.Refused<List<float[]>>(String reason) -> throw failed(reason);
        case Reply.Busy<List<float[]>>(String reason, var _) -> throw failed(reason);
      };
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EmbeddingException("Interrupted while texts were being embedded.", e);
    }
  }

  private EmbeddingException failed(String reason) {
    ModelServer server = model.server().asked();
    return new EmbeddingException(
        "the server of " + server.model() + ", " + server.endpoint() + ", " + reason);
  }

  @Override
  public void close() {
    calls.close();
  }
}
