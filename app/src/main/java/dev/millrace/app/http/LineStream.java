package dev.millrace.app.http;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import java.io.IOException;
import java.util.concurrent.ExecutorService;
import org.reactivestreams.Publisher;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;

/** Lines of JSON as a response's body, each of which leaves when it is there. */
final class LineStream {
  private static final Logger LOG = LoggerFactory.getLogger(LineStream.class);

  private final Backlog backlog;
  private final ExecutorService threads;

  /**
   * @param threads of which one waits for the next line as long as the response goes on
   */
  LineStream(Backlog backlog, ExecutorService threads) {
    this.backlog = backlog;
    this.threads = threads;
  }

  /** A response that begins with the first line. */
  MutableHttpResponse<LineStream> response() {
    return HttpResponse.ok(this)
        .contentType(MediaType.of(ManifestLines.NDJSON))
        .header("X-Accel-Buffering", "no")
        // Else the server compresses it, and a compressor keeps small pieces back.
        .header(HttpHeaders.CONTENT_ENCODING, "identity");
  }

  Publisher<byte[]> bytes() {
    return Flux.<byte[]>generate(
            sink -> {
              try {
                byte[] next = backlog.take();
                if (next == null) {
                  sink.complete();
                } else {
                  sink.next(next);
                }
              } catch (IOException e) {
                sink.error(e);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                sink.error(e);
              }
            })
        .doFinally(_ -> close())
        .subscribeOn(Schedulers.fromExecutorService(threads));
  }

  private void close() {
    try {
      backlog.close();
    } catch (IOException e) {
      LOG.warn("an answer's file can't be removed", e);
    }
  }
}
