package dev.millrace.retrieval.rerank;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.retrieval.corpus.Clearance;
import dev.millrace.retrieval.corpus.Sensitivity;
import dev.millrace.retrieval.remote.ModelServer;
import dev.millrace.retrieval.remote.StandInServer;
import dev.millrace.retrieval.remote.StandInServer.Break;
import dev.millrace.retrieval.remote.Waiting;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Against a stand-in over real HTTP: no provider was asked. */
class RemoteRerankerTest {
  private static final String KEY = "co-very-secret-0123456789";
  private static final Duration PLENTY = Duration.ofSeconds(20);

  /** Pauses take no time here, but count. */
  private static final class Paused implements Waiting {
    private final AtomicLong now = new AtomicLong();

    @Override
    public long nanos() {
      return now.get();
    }

    @Override
    public void pause(Duration time) {
      now.addAndGet(time.toNanos());
    }
  }

  private final StandInServer server = StandInRerankers.start();
  private final Paused time = new Paused();

  @AfterEach
  void close() {
    server.close();
  }

  private RemoteReranker reranker(RerankApi api, ModelServer.Pace pace) {
    return reranker(api, server.url(""), pace);
  }

  private RemoteReranker reranker(RerankApi api, URI url, ModelServer.Pace pace) {
    return new RemoteReranker(
        new RerankModel.Remote(
            api,
            new ModelServer(url, api.path(), "rerank-1", Optional.of(KEY), pace),
            new Clearance(Sensitivity.INTERNAL)),
        time);
  }

  private static ModelServer.Pace pace(int texts) {
    return new ModelServer.Pace(texts, 0, PLENTY);
  }

  private Scores score(RemoteReranker reranker, Duration budget, String... texts) {
    return reranker.score(
        "tide gauge",
        List.of(texts).stream()
            .map(text -> new Contender("Harbour", List.of("Water"), text, Sensitivity.PUBLIC))
            .toList(),
        Budget.of(budget, time::nanos));
  }

  private Scores score(RerankApi api) {
    try (RemoteReranker reranker = reranker(api, pace(100))) {
      return score(reranker, PLENTY, "none", "the tide", "tide gauge");
    }
  }

  @ParameterizedTest
  @EnumSource
  void putsScoresInThePassagesOrder(RerankApi api) {
    assertThat(score(api)).isEqualTo(new Scores.Scored(List.of(0.0, 1.0, 2.0)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          COHERE | /v2/rerank | {"model":"rerank-1","query":"tide gauge","documents":["Harbour\\nWater\\nx"],"top_n":1}
          JINA   | /v1/rerank | {"model":"rerank-1","query":"tide gauge","documents":["Harbour\\nWater\\nx"],"top_n":1,"return_documents":false}
          TEI    | /rerank    | {"query":"tide gauge","texts":["Harbour\\nWater\\nx"],"raw_scores":true,"return_text":false,"truncate":true}
          """)
  void asksAsTheFormsWantIt(RerankApi api, String path, String body) throws Exception {
    try (RemoteReranker reranker = reranker(api, pace(100))) {
      score(reranker, PLENTY, "x");

      assertThat(reranker.clearance().permits(Sensitivity.CONFIDENTIAL)).isFalse();
    }
    StandInServer.Asked asked = server.asked().getFirst();
    assertThat(asked.path()).isEqualTo(path);
    assertThat(asked.authorization()).isEqualTo("Bearer " + KEY);
    assertThat(asked.body()).isEqualTo(new ObjectMapper().readTree(body));
  }

  @ParameterizedTest
  @EnumSource
  void takesTextsThatAreSentBack(RerankApi api) {
    server.next(
        (path, asked) ->
            StandInRerankers.answer(path, asked)
                .replace(
                    "{\"index\"",
                    "{\"document\":{\"text\":\"" + "é".repeat(500) + "\"},\"index\""));

    assertThat(score(api)).isInstanceOf(Scores.Scored.class);
  }

  @ParameterizedTest
  @CsvSource({
    "0 1 3, 1 2 3, indexes",
    "0 1 -1, 1 2 3, indexes",
    "0 1 1, 1 2 3, indexes",
    "0 1 1.5, 1 2 3, indexes",
    "0 1 null, 1 2 3, indexes",
    "0 1, 1 2, 2 results for 3",
    "0 1 2 3, 1 2 3 4, 4 results for 3",
    "0 1 2, 1 2 null, no number",
    "0 1 2, 1 2 \"3\", no number",
    "0 1 2, 1 2 1e999, no number"
  })
  void believesNoAnswerUnseen(String indexes, String scores, String reason) {
    for (RerankApi api : RerankApi.values()) {
      String[] index = indexes.split(" ", -1);
      String[] score = scores.split(" ", -1);
      server.next(
          (path, asked) ->
              StandInRerankers.wrapped(
                  path,
                  IntStream.range(0, index.length)
                      .mapToObj(n -> StandInRerankers.result(path, index[n], score[n]))
                      .toList()));

      assertThat(score(api))
          .isInstanceOfSatisfying(
              Scores.Failed.class, failed -> assertThat(failed.reason()).contains(reason));
    }
    assertThat(server.asked()).as("not asked again").hasSize(RerankApi.values().length);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "[]", "null", "{\"results\":null}", "{\"results\":{\"index\":0}}"})
  void refusesAnotherForm(String answer) {
    for (RerankApi api : RerankApi.values()) {
      server.next((path, asked) -> answer);

      assertThat(score(api)).isInstanceOf(Scores.Failed.class);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"HANG_UP", "NOT_JSON", "HUGE"})
  void triesOnceMoreAfterABrokenAnswer(Break how) {
    server.next(how);
    assertThat(score(RerankApi.COHERE)).isInstanceOf(Scores.Scored.class);

    server.next(how);
    server.next(how);
    assertThat(score(RerankApi.COHERE)).isInstanceOf(Scores.Failed.class);
    assertThat(server.asked()).hasSizeBetween(4, 6);
  }

  @ParameterizedTest
  @ValueSource(ints = {429, 500, 503})
  void triesOnceMoreWhatPassesIfThereIsTime(int status) {
    server.next(status, "", "{\"message\":\"not now\"}");
    assertThat(score(RerankApi.JINA)).isInstanceOf(Scores.Scored.class);

    server.next(status, "", "{\"message\":\"not now\"}");
    try (RemoteReranker reranker = reranker(RerankApi.JINA, pace(100))) {
      assertThat(score(reranker, Duration.ofMillis(300), "x"))
          .isInstanceOfSatisfying(
              Scores.Failed.class,
              failed -> assertThat(failed.reason()).contains(status + ": not now"));
    }
    assertThat(server.asked()).hasSize(3);
  }

  @Test
  void doesNotWaitBeyondTheBudget() {
    server.next(Break.STALL);
    try (RemoteReranker reranker = reranker(RerankApi.TEI, pace(100))) {
      Scores scores =
          reranker.score(
              "tide",
              List.of(new Contender("", List.of(), "x", Sensitivity.PUBLIC)),
              Budget.of(Duration.ofMillis(200), time::nanos));

      assertThat(scores)
          .isInstanceOfSatisfying(
              Scores.Failed.class,
              failed -> assertThat(failed.reason()).contains("gave no answer in 200 ms"));
    }
  }

  @Test
  void doesNotWaitForItsTurnBeyondTheBudget() {
    try (RemoteReranker reranker = reranker(RerankApi.TEI, new ModelServer.Pace(100, 60, PLENTY))) {
      assertThat(score(reranker, Duration.ofMillis(300), "x")).isInstanceOf(Scores.Scored.class);
      assertThat(score(reranker, Duration.ofMillis(300), "x"))
          .isInstanceOfSatisfying(
              Scores.Failed.class,
              failed -> assertThat(failed.reason()).contains("requests a minute"));
      assertThat(time.nanos()).as("nobody waited").isZero();
    }
  }

  @Test
  void keepsTheFirstScoresWhenALaterRequestFails() {
    try (RemoteReranker reranker = reranker(RerankApi.COHERE, pace(2))) {
      assertThat(score(reranker, PLENTY, "tide", "gauge", "tide gauge"))
          .isEqualTo(new Scores.Scored(List.of(1.0, 1.0, 2.0)));

      server.next(StandInRerankers::answer);
      server.next(401, "", "{\"message\":\"no\"}");
      assertThat(score(reranker, PLENTY, "tide", "gauge", "tide gauge"))
          .isEqualTo(new Scores.Scored(List.of(1.0, 1.0)));
    }
  }

  @Test
  void keepsTheKeyToItself() {
    server.next(401, "", "{\"message\":\"invalid api token " + KEY + "\"}");

    assertThat(score(RerankApi.COHERE))
        .isInstanceOfSatisfying(
            Scores.Failed.class,
            failed ->
                assertThat(failed.reason())
                    .contains("401: invalid api token ***")
                    .doesNotContain(KEY));
    assertThat(server.asked()).hasSize(1);
  }

  @Test
  void namesAServerThatIsNotThere() {
    try (RemoteReranker reranker =
        reranker(RerankApi.TEI, URI.create("http://127.0.0.1:1/"), pace(100))) {
      assertThat(score(reranker, PLENTY, "x"))
          .isInstanceOfSatisfying(
              Scores.Failed.class,
              failed ->
                  assertThat(failed.reason())
                      .contains("http://127.0.0.1:1/rerank")
                      .contains("can't be reached"));
    }
  }
}
