package dev.millrace.orchestration.standin;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * One HTTP request as far as a model server has to understand it: bodies have a length.
 *
 * @param target path and query
 * @param headers by lower-case name
 */
record StandInRequest(String method, String target, Map<String, String> headers, String body) {
  StandInRequest {
    headers = Map.copyOf(headers);
  }

  /** Reads the next request, whose first byte was read already. */
  static StandInRequest read(int first, InputStream in) throws IOException {
    String[] line = ((char) first + line(in)).split(" ", -1);
    if (line.length != 3) {
      throw new IOException("not a request line: " + String.join(" ", line));
    }
    Map<String, String> headers = new HashMap<>();
    for (String header = line(in); !header.isEmpty(); header = line(in)) {
      int colon = header.indexOf(':');
      headers.put(
          header.substring(0, colon).toLowerCase(Locale.ROOT), header.substring(colon + 1).strip());
    }
    int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
    byte[] body = in.readNBytes(length);
    if (body.length < length) {
      throw new EOFException("the client left within its request");
    }
    return new StandInRequest(line[0], line[1], headers, new String(body, StandardCharsets.UTF_8));
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new EOFException("the client left within its request");
      }
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }

  String path() {
    int query = target.indexOf('?');
    return query < 0 ? target : target.substring(0, query);
  }

  /** The key in any of the providers' headers. */
  Optional<String> key() {
    for (String header : new String[] {"authorization", "api-key", "x-api-key"}) {
      String value = headers.get(header);
      if (value != null) {
        return Optional.of(value.startsWith("Bearer ") ? value.substring(7) : value);
      }
    }
    return Optional.empty();
  }

  /** The format that the path asks for; empty if it is no path for answers. */
  Optional<StandInFormat> format() {
    if (!method.equals("POST")) {
      return Optional.empty();
    }
    String path = path();
    if (path.endsWith("/chat/completions")) {
      return Optional.of(StandInFormat.OPENAI);
    }
    if (path.equals("/api/chat")) {
      return Optional.of(StandInFormat.OLLAMA);
    }
    return path.equals("/v1/messages") ? Optional.of(StandInFormat.ANTHROPIC) : Optional.empty();
  }
}
