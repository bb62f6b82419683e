package dev.millrace.orchestration.standin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.stream.Collectors;

/**
 * One client's connection: requests one after the other. While an answer is written another thread
 * reads, and so notices at once when the client leaves.
 */
final class StandInConnection {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final StandInModelServer server;
  private final Socket socket;
  private final InputStream in;
  private final ExecutorService threads;

  StandInConnection(StandInModelServer server, Socket socket, ExecutorService threads)
      throws IOException {
    this.server = server;
    this.socket = socket;
    this.in = new BufferedInputStream(socket.getInputStream());
    this.threads = threads;
  }

  void run() throws IOException, InterruptedException {
    int first = in.read();
    while (first >= 0) {
      StandInRequest request = StandInRequest.read(first, in);
      CountDownLatch left = new CountDownLatch(1);
      // The next request's first byte, or the end of the connection.
      Future<Integer> next = threads.submit(() -> nextByte(left));
      if (!respond(request, left)) {
        return;
      }
      try {
        first = next.get();
      } catch (ExecutionException e) {
        throw new IOException("the client left", e);
      }
    }
  }

  private int nextByte(CountDownLatch left) {
    int next;
    try {
      next = in.read();
    } catch (IOException e) {
      next = -1;
    }
    if (next < 0) {
      left.countDown();
    }
    return next;
  }

  /** Answers; false if the connection is at its end. */
  private boolean respond(StandInRequest request, CountDownLatch left)
      throws IOException, InterruptedException {
    Optional<StandInFormat> format = request.format();
    if (server.key().isPresent() && !request.key().equals(server.key())) {
      String shown = request.key().orElse("nothing");
      return send(401, "application/json", StandInFormat.error("Incorrect key: " + shown), "");
    }
    if (format.isPresent()) {
      return answer(format.get(), request, left);
    }
    if (request.method().equals("GET") && request.path().endsWith("/models")) {
      return send(
          200, "application/json", "{\"object\":\"list\",\"data\":[" + models("id") + "]}", "");
    }
    if (request.method().equals("GET") && request.path().equals("/api/tags")) {
      return send(200, "application/json", "{\"models\":[" + models("name") + "]}", "");
    }
    return send(404, "application/json", StandInFormat.error("no such path"), "");
  }

  private String models(String field) {
    return server.names().stream()
        .map(name -> "{\"" + field + "\":" + StandInFormat.json(name) + ",\"object\":\"model\"}")
        .collect(Collectors.joining(","));
  }

  private boolean answer(StandInFormat format, StandInRequest request, CountDownLatch left)
      throws IOException, InterruptedException {
    JsonNode body = JSON.readTree(request.body());
    String model = body.path("model").asText();
    Optional<StandInModelServer.Served> served = server.served(model);
    if (served.isEmpty()) {
      String unknown = StandInFormat.error("The model '" + model + "' does not exist");
      return send(404, "application/json", unknown, "");
    }
    server.started(request);
    boolean kept = false;
    boolean whole = false;
    try {
      Dials dials = served.get().dials();
      if (dials.refusal().isPresent()) {
        Dials.Refusal refusal = dials.refusal().get();
        String wait =
            refusal.retryAfter().map(d -> "Retry-After: " + d.toSeconds() + "\r\n").orElse("");
        kept = send(refusal.status(), refusal.contentType(), refusal.body(), wait);
      } else {
        kept = serve(format, body, served.get(), left);
      }
      whole = true;
      return kept;
    } finally {
      boolean finished = whole;
      server.seen(now -> finished ? now.withFinished() : now.withCancelled());
    }
  }

  private boolean serve(
      StandInFormat format, JsonNode body, StandInModelServer.Served served, CountDownLatch left)
      throws IOException, InterruptedException {
    Asked asked = format.asked(body);
    String text = served.answers().answer(asked);
    // Ollama streams unless told otherwise; the others only if told.
    if (body.path("stream").asBoolean(format == StandInFormat.OLLAMA)) {
      return new StandInStream(format, socket, left, served.dials()).write(asked, text);
    }
    StandInFormat.Finished finished =
        new StandInFormat.Finished(
            served.dials().ending(),
            StandInStream.tokens(asked.text()).size(),
            StandInStream.tokens(text).size());
    String whole = format.whole(asked.model(), text, finished);
    return send(200, "application/json", whole, "");
  }

  private boolean send(int status, String type, String body, String headers) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    String head =
        "HTTP/1.1 "
            + status
            + " Told\r\nContent-Type: "
            + type
            + "\r\n"
            + headers
            + "Content-Length: "
            + bytes.length
            + "\r\n\r\n";
    socket.getOutputStream().write(head.getBytes(StandardCharsets.ISO_8859_1));
    socket.getOutputStream().write(bytes);
    return true;
  }
}
