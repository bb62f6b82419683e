package dev.millrace.retrieval.remote;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A stand-in for a server of models, over real HTTP. What it answers is made by a {@link Form};
 * what it is told to do wrong, it does once each.
 */
public final class StandInServer implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int HUGE_BLOCKS = 4_096;

  /** How an answer can break whatever its form is. */
  public enum Break {
    /** Headers come, the body never does. */
    STALL,
    HANG_UP,
    NOT_JSON,
    /** A body that goes on for as long as somebody reads. */
    HUGE
  }

  /** Makes the body of an answer. */
  @FunctionalInterface
  public interface Form {
    String answer(String path, JsonNode asked);
  }

  private sealed interface Mishap {
    record Status(int code, String retryAfter, String body) implements Mishap {}

    record Broken(Break how) implements Mishap {}

    record Instead(Form form) implements Mishap {}
  }

  /** A request as it came; without a header it is empty. */
  public record Asked(String path, String authorization, JsonNode body) {}

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Queue<Mishap> mishaps = new ConcurrentLinkedQueue<>();
  private final List<Asked> asked = Collections.synchronizedList(new ArrayList<>());
  private final Form form;

  public StandInServer(Form form) {
    this.form = form;
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  public URI url(String path) {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
  }

  public void next(Break how) {
    mishaps.add(new Mishap.Broken(how));
  }

  /** Answers the next request with a status; {@code retryAfter} may be empty. */
  public void next(int status, String retryAfter, String body) {
    mishaps.add(new Mishap.Status(status, retryAfter, body));
  }

  /** Answers the next request in another form. */
  public void next(Form instead) {
    mishaps.add(new Mishap.Instead(instead));
  }

  public List<Asked> asked() {
    return List.copyOf(asked);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      JsonNode body = JSON.readTree(exchange.getRequestBody());
      String authorization = exchange.getRequestHeaders().getFirst("Authorization");
      asked.add(new Asked(path, authorization == null ? "" : authorization, body));
      switch (mishaps.poll()) {
        case null -> send(exchange, 200, form.answer(path, body));
        case Mishap.Status(int code, String retryAfter, String text) -> {
          if (!retryAfter.isEmpty()) {
            exchange.getResponseHeaders().set("Retry-After", retryAfter);
          }
          send(exchange, code, text);
        }
        case Mishap.Broken(Break how) -> breakOff(exchange, how);
        case Mishap.Instead(Form instead) -> send(exchange, 200, instead.answer(path, body));
      }
    }
  }

  private void breakOff(HttpExchange exchange, Break how) throws IOException {
    switch (how) {
      case STALL -> {
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
      case HUGE -> {
        exchange.sendResponseHeaders(200, 0);
        byte[] block = " ".repeat(1 << 16).getBytes(StandardCharsets.UTF_8);
        OutputStream out = exchange.getResponseBody();
        for (int n = 0; n < HUGE_BLOCKS; n++) {
          out.write(block);
        }
      }
    }
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
