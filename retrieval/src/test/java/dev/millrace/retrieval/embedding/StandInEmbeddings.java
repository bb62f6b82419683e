package dev.millrace.retrieval.embedding;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A stand-in for a server of embeddings, over real HTTP, in OpenAI's and Ollama's form. Its vectors
 * count words, so texts that share some are near; what it is told to do wrong, it does once each.
 */
final class StandInEmbeddings implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** What can go wrong with an answer. */
  enum Fault {
    NONE,
    STALL,
    HANG_UP,
    ONE_SHORT,
    WRONG_DIMENSION,
    NOT_A_NUMBER,
    ZERO,
    NOT_JSON,
    REPEATED_INDEX
  }

  private sealed interface Mishap {
    record Status(int code, String retryAfter, String body) implements Mishap {}

    record Broken(Fault fault) implements Mishap {}
  }

  /** A request as it came. */
  record Asked(String path, String authorization, String model, List<String> input) {}

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Queue<Mishap> mishaps = new ConcurrentLinkedQueue<>();
  private final List<Asked> asked = Collections.synchronizedList(new ArrayList<>());
  private final int dimension;

  StandInEmbeddings(int dimension) {
    this.dimension = dimension;
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  URI url(String path) {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
  }

  void next(Fault fault) {
    mishaps.add(new Mishap.Broken(fault));
  }

  /** Answers the next request with a status; {@code retryAfter} may be empty. */
  void next(int status, String retryAfter, String body) {
    mishaps.add(new Mishap.Status(status, retryAfter, body));
  }

  List<Asked> asked() {
    return List.copyOf(asked);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      JsonNode body = JSON.readTree(exchange.getRequestBody());
      List<String> input = new ArrayList<>();
      body.path("input").forEach(text -> input.add(text.asText()));
      String authorization = exchange.getRequestHeaders().getFirst("Authorization");
      asked.add(
          new Asked(
              exchange.getRequestURI().getPath(),
              authorization == null ? "" : authorization,
              body.path("model").asText(),
              input));
      switch (mishaps.poll()) {
        case null -> send(exchange, 200, vectors(exchange, input, Fault.NONE));
        case Mishap.Status(int code, String retryAfter, String text) -> {
          if (!retryAfter.isEmpty()) {
            exchange.getResponseHeaders().set("Retry-After", retryAfter);
          }
          send(exchange, code, text);
        }
        case Mishap.Broken(Fault fault) -> misbehave(exchange, input, fault);
      }
    }
  }

  private void misbehave(HttpExchange exchange, List<String> input, Fault fault)
      throws IOException {
    switch (fault) {
      case STALL -> {
        // Headers come, the body never does.
        exchange.sendResponseHeaders(200, 1_000);
        exchange.getResponseBody().flush();
        try {
          closed.await();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
      }
      case HANG_UP -> exchange.close();
      case NOT_JSON -> send(exchange, 200, "<html>");
      case NONE, ONE_SHORT, WRONG_DIMENSION, NOT_A_NUMBER, ZERO, REPEATED_INDEX ->
          send(exchange, 200, vectors(exchange, input, fault));
    }
  }

  private String vectors(HttpExchange exchange, List<String> input, Fault fault) {
    int count = fault == Fault.ONE_SHORT ? input.size() - 1 : input.size();
    List<String> vectors =
        IntStream.range(0, count).mapToObj(n -> vector(input.get(n), fault)).toList();
    if (exchange.getRequestURI().getPath().endsWith("/api/embed")) {
      return "{\"model\":\"m\",\"embeddings\":[" + String.join(",", vectors) + "]}";
    }
    // Backwards, as the form allows.
    return IntStream.range(0, count)
        .map(n -> count - 1 - n)
        .mapToObj(
            n ->
                "{\"object\":\"embedding\",\"index\":"
                    + (fault == Fault.REPEATED_INDEX ? 0 : n)
                    + ",\"embedding\":"
                    + vectors.get(n)
                    + "}")
        .collect(Collectors.joining(",", "{\"object\":\"list\",\"data\":[", "]}"));
  }

  private String vector(String text, Fault fault) {
    int length = fault == Fault.WRONG_DIMENSION ? dimension + 1 : dimension;
    double[] counts = new double[length];
    counts[0] = fault == Fault.ZERO ? 0 : 0.01;
    if (fault != Fault.ZERO) {
      for (String word : text.toLowerCase(Locale.ROOT).split("\\W+", -1)) {
        counts[Math.floorMod(word.hashCode(), length)]++;
      }
    }
    String numbers =
        IntStream.range(0, length)
            .mapToObj(i -> Double.toString(counts[i]))
            .collect(Collectors.joining(","));
    return fault == Fault.NOT_A_NUMBER
        ? "[null" + numbers.substring(numbers.indexOf(',')) + "]"
        : "[" + numbers + "]";
  }

  private static void send(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
