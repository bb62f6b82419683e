package dev.millrace.app.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.micronaut.core.annotation.Order;
import io.micronaut.core.io.buffer.ByteBuffer;
import io.micronaut.core.io.buffer.ReferenceCounted;
import io.micronaut.core.type.Argument;
import io.micronaut.core.type.Headers;
import io.micronaut.http.MediaType;
import io.micronaut.http.body.MessageBodyReader;
import io.micronaut.http.codec.CodecException;
import io.micronaut.json.JsonMapper;
import io.micronaut.json.body.JsonMessageHandler;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads a JSON body after a look at all of it. Micronaut's reader stops where the value ends, so
 * that it takes {@code {"query":"a"} oops} for a request, and names a field that it does not know
 * although the text is no JSON further on.
 */
@Singleton
@Order(JsonMessageHandler.ORDER - 1)
@JsonMessageHandler.ConsumesJson
final class WholeJson<T> implements MessageBodyReader<T> {
  private static final JsonFactory JSON = new JsonFactory();

  private final JsonMapper mapper;

  WholeJson(JsonMapper mapper) {
    this.mapper = mapper;
  }

  @Override
  public boolean isReadable(Argument<T> type, @Nullable MediaType mediaType) {
    return mediaType != null && mediaType.matchesAllOrWildcardOrExtension(MediaType.EXTENSION_JSON);
  }

  @Override
  public @Nullable T read(
      Argument<T> type, @Nullable MediaType mediaType, Headers headers, ByteBuffer<?> buffer) {
    @Nullable T value = read(type, buffer.toByteArray());
    // Of a buffer that could not be read the caller disposes.
    if (buffer instanceof ReferenceCounted counted) {
      counted.release();
    }
    return value;
  }

  @Override
  public @Nullable T read(
      Argument<T> type, @Nullable MediaType mediaType, Headers headers, InputStream stream) {
    try {
      return read(type, stream.readAllBytes());
    } catch (IOException e) {
      throw new CodecException("the body could not be read", e);
    }
  }

  private @Nullable T read(Argument<T> type, byte[] body) {
    try {
      requireOneValue(body);
      return mapper.readValue(body, type);
    } catch (IOException e) {
      throw new CodecException("the body is not as expected", e);
    }
  }

  static void requireOneValue(byte[] body) throws IOException {
    try (JsonParser parser = JSON.createParser(body)) {
      JsonToken first = parser.nextToken();
      if (first != null && first.isStructStart()) {
        parser.skipChildren();
      }
      if (parser.nextToken() != null) {
        throw new JsonParseException(
            parser, "there is more after the value", parser.currentTokenLocation());
      }
    }
  }
}
