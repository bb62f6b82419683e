package dev.millrace.app.answer;

import dev.millrace.app.http.ApiException;
import dev.millrace.app.http.ClientConnection;
import dev.millrace.app.http.EventStream;
import dev.millrace.app.http.UnexpectedFault;
import dev.millrace.orchestration.model.Cancellation;
import dev.millrace.orchestration.turn.AnswerEvent;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One answer on its way into a stream. Its turn runs on one thread while another waits for what the
 * response's status is to be.
 */
final class LiveAnswer {
  private final Question question;
  private final Dialect dialect;
  private final JsonMapper json;
  private final EventStream out = new EventStream();

  /** Open until it is clear what the status is. */
  private final CountDownLatch decided = new CountDownLatch(1);

  private boolean committed;
  private @Nullable ApiException refusal;

  LiveAnswer(Question question, Dialect dialect, JsonMapper json) {
    this.question = question;
    this.dialect = dialect;
    this.json = json;
  }

  /** Answers. Returns when there is nothing more to tell, or nobody to tell it to. */
  void run(Turns turns, ClientConnection client, Duration keepAlive) {
    Cancellation cancellation = new Cancellation();
    try (ClientConnection.Watch _ = client.onGone(cancellation::cancel);
        ClientConnection.Watch _ = client.every(keepAlive, out::keepAlive)) {
      var _ = turns.run(question.asked(), this::take, cancellation);
    } catch (RuntimeException | Error e) {
      fail(UnexpectedFault.logged("an answer", e));
    } finally {
      out.end();
      decided.countDown();
    }
  }

  /**
   * The response, when its status is clear, or after that time.
   *
   * @throws ApiException if the answer has failed by then
   */
  MutableHttpResponse<EventStream> response(Duration patience) {
    try {
      if (!decided.await(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        // The head of a response leaves with the first frame.
        out.keepAlive();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    ApiException failed = commit();
    if (failed != null) {
      throw failed;
    }
    return out.response();
  }

  private void take(AnswerEvent event) {
    if (event instanceof AnswerEvent.Failed(var failure)) {
      fail(question.explain(failure));
      return;
    }
    dialect.tell(event, out);
    if (event instanceof AnswerEvent.Released || event instanceof AnswerEvent.Finished) {
      var _ = commit();
      decided.countDown();
    }
  }

  private synchronized @Nullable ApiException commit() {
    committed = true;
    return refusal;
  }

  private synchronized void fail(ApiException why) {
    if (!committed) {
      refusal = why;
      decided.countDown();
      return;
    }
    try {
      out.event("error", json.writeValueAsString(why.body()));
    } catch (IOException e) {
      throw new UncheckedIOException("an error could not be written", e);
    }
  }
}
