package dev.millrace.retrieval.embedding;

import static java.util.Objects.requireNonNull;

import dev.millrace.retrieval.corpus.CanonicalText;
import dev.millrace.retrieval.corpus.Clearance;
import dev.millrace.retrieval.corpus.EmbeddingSpace;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A model behind an API, asked in batches. What passes (429, 5xx, a connection that breaks, no
 * answer in time) is tried again after a pause that doubles, or the one that the server asks for;
 * what doesn't is an {@link EmbeddingException} that says why. Every vector is checked.
 *
 * <p>Written on the JDK's HTTP client: of LangChain4j's models for this, retries, Retry-After,
 * deadlines and the size of a batch are not ours to set, and the exchange itself is a few lines.
 */
public final class RemoteEmbedder implements Embedder {
  /** Text of one request in bytes of UTF-8; a batch of long passages is cut by this. */
  private static final int BYTES_A_CALL = 256 * 1024;

  private static final int ATTEMPTS = 6;
  private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(60);

  /** Somebody waits for the answer to a query; then search goes on without a vector. */
  private static final Duration QUERY_PATIENCE = Duration.ofSeconds(10);

  private final RemoteModel model;
  private final EstimatedTokens estimate;
  private final HttpClient http;
  private final EmbeddingCall call;
  private final Turnstile turnstile;
  private final Waiting waiting;

  /** Connects when the first text comes. */
  public RemoteEmbedder(RemoteModel model) {
    this(model, Waiting.SYSTEM);
  }

  RemoteEmbedder(RemoteModel model, Waiting waiting) {
    this.model = requireNonNull(model, "model");
    this.waiting = waiting;
    this.estimate = new EstimatedTokens(model.charactersPerToken());
    this.http = HttpClient.newBuilder().connectTimeout(model.server().pace().timeout()).build();
    this.call = new EmbeddingCall(http, model.server(), model.space().dimension());
    this.turnstile = new Turnstile(model.server().pace().requestsPerMinute(), waiting);
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
          && (batch.size() == model.server().pace().texts() || bytes + size > BYTES_A_CALL)) {
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
    return ask(batch, ATTEMPTS, Duration.ofNanos(Long.MAX_VALUE));
  }

  @Override
  public float[] query(String text) {
    return ask(List.of(input(model.space().queryPrefix(), text)), 2, QUERY_PATIENCE).getFirst();
  }

  private List<float[]> ask(List<String> texts, int attempts, Duration patience) {
    long start = waiting.nanos();
    Duration pause = FIRST_PAUSE;
    try {
      for (int attempt = 1; ; attempt++) {
        turnstile.pass();
        Duration left = patience.minusNanos(waiting.nanos() - start);
        EmbeddingReply reply =
            left.isPositive()
                ? call.ask(List.copyOf(texts), shorter(left, model.server().pace().timeout()))
                : new EmbeddingReply.Refused("was not asked: its requests a minute were used up");
        switch (reply) {
          case EmbeddingReply.Vectors made -> {
            return made.vectors();
          }
          case EmbeddingReply.Refused refused -> throw failed(refused.reason());
          case EmbeddingReply.Busy busy -> {
            Duration wait = busy.after().orElse(jittered(pause));
            Duration rest = patience.minusNanos(waiting.nanos() - start);
            if (attempt == attempts
                || wait.compareTo(LONGEST_PAUSE) > 0
                || wait.compareTo(rest) >= 0) {
              throw failed(busy.reason());
            }
            waiting.pause(wait);
            pause = shorter(pause.multipliedBy(2), LONGEST_PAUSE.dividedBy(2));
          }
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EmbeddingException("Interrupted while texts were being embedded.", e);
    }
  }

  /** Up to half as long again, so that clients that failed together don't come back together. */
  private static Duration jittered(Duration pause) {
    return pause.plusMillis(ThreadLocalRandom.current().nextLong(pause.toMillis() / 2));
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) <= 0 ? one : other;
  }

  private EmbeddingException failed(String reason) {
    RemoteServer server = model.server();
    return new EmbeddingException(
        "the server of " + server.model() + ", " + server.endpoint() + ", " + reason);
  }

  @Override
  public void close() {
    http.shutdownNow();
    http.close();
  }
}
