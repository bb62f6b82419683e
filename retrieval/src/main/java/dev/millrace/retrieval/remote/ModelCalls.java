package dev.millrace.retrieval.remote;

import static java.util.Objects.requireNonNull;

import java.net.http.HttpClient;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Asks a server. What passes (429, 5xx, a connection that breaks, no answer in time) is tried again
 * after a pause that doubles, or the one that the server asks for. Safe for use by many threads at
 * once.
 *
 * <p>Written on the JDK's HTTP client: of LangChain4j's models for this, retries, Retry-After,
 * deadlines and the size of a request are not ours to set, and the exchange itself is a few lines.
 */
public final class ModelCalls implements AutoCloseable {
  private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(60);

  private final ModelServer server;
  private final HttpClient http;
  private final Exchange exchange;
  private final Turnstile turnstile;
  private final Waiting waiting;

  /** Connects when the first question comes. */
  public ModelCalls(ModelServer server, Waiting waiting) {
    this.server = requireNonNull(server, "server");
    this.waiting = waiting;
    this.http = HttpClient.newBuilder().connectTimeout(server.pace().timeout()).build();
    this.exchange = new Exchange(http, server);
    this.turnstile = new Turnstile(server.pace().requestsPerMinute(), waiting);
  }

  /** The answer; busy or refused where there was none in the end. */
  public <T> Reply<T> ask(Question<T> question, Patience patience) throws InterruptedException {
    long start = waiting.nanos();
    Duration pause = FIRST_PAUSE;
    for (int attempt = 1; ; attempt++) {
      if (!turnstile.pass(left(patience, start))) {
        return new Reply.Refused<>("was not asked: its requests a minute were used up");
      }
      Duration left = left(patience, start);
      Reply<T> reply =
          left.isPositive()
              ? exchange.ask(question, shorter(left, server.pace().timeout()))
              : new Reply.Refused<>("was not asked: there was no time left");
      if (!(reply instanceof Reply.Busy<T>(String _, var after))) {
        return reply;
      }
      Duration wait = after.orElse(jittered(pause));
      Duration rest = left(patience, start);
      if (attempt == patience.attempts()
          || wait.compareTo(LONGEST_PAUSE) > 0
          || wait.compareTo(rest) >= 0) {
        return reply;
      }
      waiting.pause(wait);
      pause = shorter(pause.multipliedBy(2), LONGEST_PAUSE.dividedBy(2));
    }
  }

  private Duration left(Patience patience, long start) {
    return patience.time().minusNanos(waiting.nanos() - start);
  }

  /** Up to half as long again, so that clients that failed together don't come back together. */
  private static Duration jittered(Duration pause) {
    return pause.plusMillis(ThreadLocalRandom.current().nextLong(pause.toMillis() / 2));
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) <= 0 ? one : other;
  }

  @Override
  public void close() {
    http.shutdownNow();
    http.close();
  }
}
