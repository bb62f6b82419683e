package dev.millrace.app.answer;

import static java.util.Objects.requireNonNull;

import dev.millrace.app.http.ApiException;
import dev.millrace.app.http.ClientConnection;
import dev.millrace.app.http.ErrorCode;
import dev.millrace.app.http.EventStream;
import dev.millrace.orchestration.model.Cancellation;
import dev.millrace.orchestration.turn.Answer;
import dev.millrace.orchestration.turn.TurnResult;
import io.micronaut.context.annotation.Value;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.json.JsonMapper;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** Answers requests, whole or as a stream, for as long as the client is there. */
@Singleton
public final class Answers {
  /** How long a stream waits for a reason to be something else than a success. */
  static final Duration PATIENCE = Duration.ofMillis(1_500);

  private final Turns turns;
  private final JsonMapper json;
  private final Duration keepAlive;
  private final AtomicInteger underWay = new AtomicInteger();

  Answers(Turns turns, JsonMapper json, @Value("${millrace.http.keep-alive}") Duration keepAlive) {
    this.turns = requireNonNull(turns, "turns");
    this.json = requireNonNull(json, "json");
    this.keepAlive = requireNonNull(keepAlive, "keepAlive");
  }

  /**
   * The answer, once it is there.
   *
   * @throws ApiException if there is none
   */
  public Answer whole(HttpRequest<?> request, Question question) {
    Cancellation cancellation = new Cancellation();
    underWay.incrementAndGet();
    try (ClientConnection.Watch _ = ClientConnection.of(request).onGone(cancellation::cancel)) {
      return switch (turns.run(question.asked(), _ -> {}, cancellation)) {
        case TurnResult.Answered(var answer) -> answer;
        case TurnResult.Failed(var failure) -> throw question.explain(failure);
        // Nobody is there to read it.
        case TurnResult.Cancelled() ->
            throw new ApiException(ErrorCode.BAD_REQUEST, "the connection was closed", null);
      };
    } finally {
      underWay.decrementAndGet();
    }
  }

  /**
   * The answer as it comes into being.
   *
   * @throws ApiException if it fails before there is anything to stream
   */
  public MutableHttpResponse<EventStream> stream(
      HttpRequest<?> request, Question question, Dialect dialect) {
    LiveAnswer live = new LiveAnswer(question, dialect, json);
    ClientConnection client = ClientConnection.of(request);
    underWay.incrementAndGet();
    Thread.ofVirtual()
        .name("answer")
        .start(
            () -> {
              try {
                live.run(turns, client, keepAlive);
              } finally {
                underWay.decrementAndGet();
              }
            });
    return live.response(PATIENCE);
  }

  /** How many answers are being made at the moment, each on a thread of its own. */
  public int underWay() {
    return underWay.get();
  }
}
