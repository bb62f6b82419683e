package dev.millrace.retrieval.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.retrieval.corpus.Clearance;
import dev.millrace.retrieval.corpus.EmbeddingSpace;
import dev.millrace.retrieval.corpus.Sensitivity;
import dev.millrace.retrieval.embedding.RemoteServer.Api;
import dev.millrace.retrieval.embedding.StandInEmbeddings.Fault;
import dev.millrace.retrieval.remote.ModelServer.Pace;
import dev.millrace.retrieval.remote.Waiting;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RemoteEmbedderTest {
  private static final int DIMENSION = 1536;
  private static final String KEY = "sk-very-secret-0123456789";

  /** Pauses take no time here, but are remembered. */
  private static final class Paused implements Waiting {
    final List<Duration> pauses = Collections.synchronizedList(new ArrayList<>());
    private final AtomicLong now = new AtomicLong();

    @Override
    public long nanos() {
      return now.get();
    }

    @Override
    public void pause(Duration time) {
      pauses.add(time);
      now.addAndGet(time.toNanos());
    }
  }

  private final StandInEmbeddings server = new StandInEmbeddings(DIMENSION);
  private final Paused time = new Paused();
  private RemoteEmbedder embedder =
      embedder(Api.OPENAI, "/v1", new Pace(64, 0, Duration.ofSeconds(20)));

  private RemoteEmbedder embedder(Api api, String path, Pace pace) {
    return new RemoteEmbedder(model(api, server.url(path), pace), time);
  }

  private static RemoteModel model(Api api, URI url, Pace pace) {
    return new RemoteModel(
        new RemoteServer(api, url, "nomic", Optional.of(KEY), pace),
        new EmbeddingSpace("nomic", DIMENSION, "search_query: "),
        "search_document: ",
        3,
        512,
        new Clearance(Sensitivity.INTERNAL));
  }

  @AfterEach
  void close() {
    embedder.close();
    server.close();
  }

  @Nested
  class OpenAi extends EmbedderContract {
    @Override
    Embedder embedder() {
      return embedder;
    }
  }

  @Nested
  class Ollama extends EmbedderContract {
    private final Embedder ollama =
        RemoteEmbedderTest.this.embedder(Api.OLLAMA, "", new Pace(3, 0, Duration.ofSeconds(20)));

    @Override
    Embedder embedder() {
      return ollama;
    }

    @AfterEach
    void close() {
      ollama.close();
    }
  }

  @Test
  void asksAsTheFormsWantItWithPrefixAndKey() {
    embedder.passages(List.of("one"));
    embedder.query("two");

    assertThat(server.asked())
        .containsExactly(
            new StandInEmbeddings.Asked(
                "/v1/embeddings", "Bearer " + KEY, "nomic", List.of("search_document: one")),
            new StandInEmbeddings.Asked(
                "/v1/embeddings", "Bearer " + KEY, "nomic", List.of("search_query: two")));
    assertThat(embedder.clearance().permits(Sensitivity.CONFIDENTIAL)).isFalse();
  }

  @Test
  void asksInBatchesOfTextsAndOfBytes() {
    embedder.passages(Collections.nCopies(130, "short"));
    assertThat(server.asked()).extracting(asked -> asked.input().size()).containsExactly(64, 64, 2);

    RemoteModel wide =
        new RemoteModel(
            new RemoteServer(
                Api.OPENAI,
                server.url("/v1/"),
                "m",
                Optional.empty(),
                new Pace(64, 0, Duration.ofSeconds(20))),
            new EmbeddingSpace("m", DIMENSION, ""),
            "",
            3,
            100_000,
            Clearance.ALL);
    try (RemoteEmbedder large = new RemoteEmbedder(wide, time)) {
      large.passages(Collections.nCopies(5, "long ".repeat(20_000)));
    }
    assertThat(server.asked().stream().skip(3))
        .extracting(asked -> asked.input().size())
        .containsExactly(2, 2, 1);
    assertThat(server.asked().getLast().authorization()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {408, 429, 500, 502, 503, 529})
  void triesAgainWhatPasses(int status) {
    server.next(status, "", "{\"error\":{\"message\":\"not now\"}}");
    server.next(status, "", "");

    assertThat(embedder.passages(List.of("one"))).hasSize(1);
    assertThat(time.pauses).hasSize(2);
    assertThat(time.pauses.get(0)).isBetween(Duration.ofMillis(500), Duration.ofMillis(750));
    assertThat(time.pauses.get(1)).isBetween(Duration.ofSeconds(1), Duration.ofMillis(1500));
  }

  @Test
  void waitsAsLongAsTheServerAsks() {
    server.next(429, "7", "");

    assertThat(embedder.passages(List.of("one"))).hasSize(1);
    assertThat(time.pauses).containsExactly(Duration.ofSeconds(7));
  }

  @Test
  void doesNotWaitForHours() {
    server.next(429, "86400", "{\"error\":{\"message\":\"quota used up\"}}");

    assertThatThrownBy(() -> embedder.passages(List.of("one")))
        .isInstanceOf(EmbeddingException.class)
        .hasMessageContaining("429: quota used up");
    assertThat(time.pauses).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"HANG_UP", "NOT_JSON"})
  void triesAgainAfterABrokenAnswer(Fault fault) {
    server.next(fault);

    assertThat(embedder.passages(List.of("one", "two"))).hasSize(2);
    assertThat(time.pauses).hasSize(1);
  }

  @Test
  void triesAgainWhenTheAnswerStallsBehindItsHeaders() {
    embedder.close();
    embedder = embedder(Api.OPENAI, "/v1", new Pace(64, 0, Duration.ofMillis(500)));
    server.next(Fault.STALL);

    assertThat(embedder.passages(List.of("one"))).hasSize(1);
    assertThat(server.asked()).hasSize(2);
  }

  @Test
  void givesUpInTheEnd() {
    for (int n = 0; n < 6; n++) {
      server.next(503, "", "loading");
    }

    assertThatThrownBy(() -> embedder.passages(List.of("one")))
        .hasMessageContaining("503: loading")
        .hasMessageContaining("nomic");
    assertThat(server.asked()).hasSize(6);
  }

  @Test
  void keepsAQueryShort() {
    server.next(503, "", "loading");
    server.next(503, "30", "loading");
    assertThatThrownBy(() -> embedder.query("one")).hasMessageContaining("503");
    assertThat(server.asked()).hasSize(2);

    server.next(503, "30", "loading");
    assertThatThrownBy(() -> embedder.query("one")).hasMessageContaining("503");
    assertThat(server.asked()).hasSize(3);
  }

  @ParameterizedTest
  @CsvSource({
    "ONE_SHORT, 1 vectors for 2 texts",
    "WRONG_DIMENSION, 1537 numbers instead of 1536",
    "NOT_A_NUMBER, length NaN",
    "ZERO, length 0",
    "REPEATED_INDEX, indexes"
  })
  void believesNoAnswerUnseen(Fault fault, String reason) {
    server.next(fault);

    assertThatThrownBy(() -> embedder.passages(List.of("one", "two")))
        .isInstanceOf(EmbeddingException.class)
        .hasMessageContaining(reason);
    assertThat(server.asked()).hasSize(1);
  }

  @Test
  void doesNotAskAgainWhenRefusedAndKeepsTheKeyToItself() {
    server.next(401, "", "{\"error\":{\"message\":\"Incorrect API key provided: " + KEY + "\"}}");

    assertThatThrownBy(() -> embedder.passages(List.of("one")))
        .hasMessageContaining("401: Incorrect API key provided: ***")
        .hasMessageNotContaining(KEY);
    assertThat(server.asked()).hasSize(1);
    assertThat(model(Api.OPENAI, server.url("/v1"), new Pace(1, 0, Duration.ofSeconds(1))))
        .asString()
        .doesNotContain(KEY);
  }

  @Test
  void followsNoRedirect() {
    server.next(307, "", "");

    assertThatThrownBy(() -> embedder.passages(List.of("one"))).hasMessageContaining("307");
  }

  @Test
  void namesAServerThatIsNotThere() {
    try (RemoteEmbedder nobody =
        new RemoteEmbedder(
            model(
                Api.OPENAI,
                URI.create("http://127.0.0.1:1"),
                new Pace(1, 0, Duration.ofSeconds(5))),
            time)) {
      assertThatThrownBy(() -> nobody.passages(List.of("one")))
          .hasMessageContaining("http://127.0.0.1:1/embeddings")
          .hasMessageContaining("can't be reached");
    }
    assertThat(time.pauses).hasSize(5);
  }

  @Test
  void spreadsRequestsOverTheMinute() {
    embedder.close();
    embedder = embedder(Api.OPENAI, "/v1", new Pace(1, 60, Duration.ofSeconds(20)));

    embedder.passages(List.of("one", "two", "three"));

    assertThat(time.pauses).containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(1));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"ftp://host/v1", "https://user:pw@host/v1", "https://host/v1?key=1", "/v1"})
  void refusesAUrlThatIsNone(String url) {
    assertThatThrownBy(
            () -> model(Api.OPENAI, URI.create(url), new Pace(1, 0, Duration.ofSeconds(1))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("URL");
  }

  @Test
  void countsRatherTooManyTokens() {
    EstimatedTokens estimate = new EstimatedTokens(3);

    assertThat(estimate.count("embedding")).isEqualTo(3);
    assertThat(estimate.count("Müller, 2026")).isEqualTo(1 + 1 + 2 + 1 + 2);
    assertThat(estimate.count("汉字")).isEqualTo(4);
    assertThat(estimate.cut("one two 😀", 4)).isEqualTo("one two ");
  }
}
