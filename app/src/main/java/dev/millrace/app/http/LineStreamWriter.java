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

/** Writes a {@link LineStream} to the connection, as fast as the client takes it. */
@Singleton
@Produces(ManifestLines.NDJSON)
final class LineStreamWriter implements ResponseBodyWriter<LineStream> {
  @Override
  public boolean isWriteable(Argument<LineStream> type, MediaType mediaType) {
    return type.getType() == LineStream.class;
  }

  @Override
  public CloseableByteBody writePiece(
      ByteBodyFactory bodies,
      HttpRequest<?> request,
      HttpResponse<?> response,
      Argument<LineStream> type,
      MediaType mediaType,
      LineStream stream) {
    return bodies.adapt(Flux.from(stream.bytes()).map(bodies.readBufferFactory()::adapt));
  }

  @Override
  public void writeTo(
      Argument<LineStream> type,
      MediaType mediaType,
      LineStream stream,
      MutableHeaders headers,
      OutputStream out) {
    throw new CodecException("lines are streamed by the server");
  }
}
