package dev.millrace.app.http;

import io.micronaut.core.type.Argument;
import io.micronaut.core.type.MutableHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.body.ByteBodyFactory;
import io.micronaut.http.body.CloseableByteBody;
import io.micronaut.http.body.ResponseBodyWriter;
import io.micronaut.http.codec.CodecException;
import jakarta.inject.Singleton;
import java.io.OutputStream;
import reactor.core.publisher.Flux;

/**
 * Writes an {@link EventStream} to the connection, frame by frame. Micronaut's own writer of events
 * knows none without data, so it can't write comments; and it holds the head of the response back
 * until there is a first event.
 */
@Singleton
@Produces(MediaType.TEXT_EVENT_STREAM)
final class EventStreamWriter implements ResponseBodyWriter<EventStream> {
  @Override
  public boolean isWriteable(Argument<EventStream> type, MediaType mediaType) {
    return type.getType() == EventStream.class;
  }

  @Override
  public CloseableByteBody writePiece(
      ByteBodyFactory bodies,
      HttpRequest<?> request,
      HttpResponse<?> response,
      Argument<EventStream> type,
      MediaType mediaType,
      EventStream stream) {
    return bodies.adapt(Flux.from(stream.bytes()).map(bodies.readBufferFactory()::adapt));
  }

  @Override
  public void writeTo(
      Argument<EventStream> type,
      MediaType mediaType,
      EventStream stream,
      MutableHeaders headers,
      OutputStream out) {
    throw new CodecException("events are streamed by the server");
  }
}
