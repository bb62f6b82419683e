package dev.millrace.app.http;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import java.nio.charset.StandardCharsets;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Sinks;

/**
 * Server-sent events as a response's body. Each leaves as soon as it is there. What the client does
 * not take yet waits here without a limit, so that nobody who sends is held up by a slow reader: it
 * is for answers, which are small. May be used from several threads.
 */
public final class EventStream {
  private final Sinks.Many<byte[]> frames = Sinks.many().unicast().onBackpressureBuffer();

  /** A response that begins with what was sent so far and goes on with what will be. */
  public MutableHttpResponse<EventStream> response() {
    return HttpResponse.ok(this)
        .contentType(MediaType.TEXT_EVENT_STREAM_TYPE)
        .header("X-Accel-Buffering", "no")
        // Else the server compresses it, and a compressor keeps small pieces back.
        .header(HttpHeaders.CONTENT_ENCODING, "identity");
  }

  /**
   * Sends an event without a name.
   *
   * @param data one line
   */
  public void data(String data) {
    emit("data: " + data + "\n\n");
  }

  /**
   * Sends an event.
   *
   * @param data one line
   */
  public void event(String name, String data) {
    emit("event: " + name + "\ndata: " + data + "\n\n");
  }

  /** Sends what every client skips, so that nobody in between takes the stream for dead. */
  public void keepAlive() {
    emit(": keep-alive\n\n");
  }

  /** Ends it. What is sent afterwards goes nowhere. */
  public synchronized void end() {
    var _ = frames.tryEmitComplete();
  }

  private synchronized void emit(String frame) {
    // That it can't be sent means that the client is gone, which is told elsewhere.
    var _ = frames.tryEmitNext(frame.getBytes(StandardCharsets.UTF_8));
  }

  Publisher<byte[]> bytes() {
    return frames.asFlux();
  }
}
