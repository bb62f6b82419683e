package dev.millrace.app.answer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.app.http.Api;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A stream of events as a client reads it. Closing it hangs up. */
public final class Sse implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  /**
   * One block of lines.
   *
   * @param name empty for an event without one
   */
  public record Event(String name, String data, String comment) {
    public JsonNode json() {
      try {
        return JSON.readTree(data);
      } catch (IOException e) {
        throw new UncheckedIOException(data, e);
      }
    }
  }

  private final HttpResponse<InputStream> response;
  private final BufferedReader lines;

  private Sse(HttpResponse<InputStream> response) {
    this.response = response;
    this.lines = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
  }

  /** Sends the body to the path, with the admin key, as clients that take compressed answers. */
  public static Sse post(String path, String body) throws IOException, InterruptedException {
    HttpRequest request =
        Api.post(Api.request(path), body).header("Accept-Encoding", "gzip, deflate").build();
    return new Sse(CLIENT.send(request, BodyHandlers.ofInputStream()));
  }

  public HttpResponse<InputStream> response() {
    return response;
  }

  /** The next block; null at the end. */
  public @Nullable Event next() throws IOException {
    String name = "";
    String data = "";
    String comment = "";
    String line = lines.readLine();
    while (line != null && !line.isEmpty()) {
      int colon = line.indexOf(':');
      String value = line.substring(colon + 1).strip();
      switch (line.substring(0, colon)) {
        case "event" -> name = value;
        case "data" -> data = value;
        default -> comment = value;
      }
      line = lines.readLine();
    }
    return line == null ? null : new Event(name, data, comment);
  }

  /** The next event of that name. */
  public Event await(String name) throws IOException {
    for (Event event = next(); event != null; event = next()) {
      if (event.name().equals(name)) {
        return event;
      }
    }
    throw new AssertionError("the stream ended without an event " + name);
  }

  /** All that follow, without comments. */
  public List<Event> rest() throws IOException {
    List<Event> events = new ArrayList<>();
    for (Event event = next(); event != null; event = next()) {
      if (event.comment().isEmpty()) {
        events.add(event);
      }
    }
    return events;
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
