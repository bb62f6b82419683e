package dev.millrace.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;

/**
 * Pushes and deletes documents, one after the other, in a course that its seed decides: after as
 * many acts two of the same seed have left the same.
 */
final class PushingClient implements AutoCloseable {
  private static final int DOCUMENTS = 40;
  private static final int DELETED_PERCENT = 25;
  private static final int BATCH_EVERY = 6;
  private static final int LINES = 8;

  private final StubbornClient client;
  private final long seed;
  private final Random random;
  private final Duration pause;
  private final Map<String, String> ids = new HashMap<>();
  private final CompletableFuture<Integer> ended = new CompletableFuture<>();
  private volatile int most;
  private volatile int done;

  private PushingClient(StubbornClient client, long seed, int most, Duration pause) {
    this.client = client;
    this.seed = seed;
    this.random = new Random(seed);
    this.most = most;
    this.pause = pause;
  }

  /**
   * Begins on a thread of its own.
   *
   * @param most how many acts to do
   * @param pause between two
   */
  static PushingClient start(StubbornClient client, long seed, int most, Duration pause) {
    PushingClient pushing = new PushingClient(client, seed, most, pause);
    Thread.ofPlatform().name("pushing").daemon().start(pushing::run);
    return pushing;
  }

  private void run() {
    try {
      for (int act = 0; act < most; act++) {
        if (act % BATCH_EVERY == BATCH_EVERY - 1) {
          batch(act);
        } else {
          act(act);
        }
        done = act + 1;
        LockSupport.parkNanos(pause.toNanos());
      }
      ended.complete(done);
    } catch (InterruptedException | RuntimeException | Error e) {
      ended.completeExceptionally(e);
    }
  }

  /** How many acts were answered. */
  int done() {
    if (ended.isCompletedExceptionally()) {
      ended.join();
    }
    return done;
  }

  /** Waits until the last act, or the one under way if it is to stop, is answered; how many. */
  int finish(boolean stop) {
    if (stop) {
      most = 0;
    }
    return ended.join();
  }

  private void act(int n) throws InterruptedException {
    String name = "pushed-%02d".formatted(random.nextInt(DOCUMENTS));
    boolean delete = random.nextInt(100) < DELETED_PERCENT;
    String id = ids.get(name);
    if (delete && id != null) {
      int status = client.delete("/api/documents/" + id).status();
      // Not found: an earlier try did it, and nobody said so.
      if (status != 200 && status != 404) {
        throw new IllegalStateException("act " + n + ": delete " + name + ": " + status);
      }
      ids.remove(name);
      return;
    }
    StubbornClient.Answer answer = client.post("/api/documents", document(name, n), key(n));
    if (answer.status() != 200 && answer.status() != 201) {
      throw new IllegalStateException("act " + n + ": push " + name + ": " + answer);
    }
    ids.put(name, answer.json().get("documentId").asText());
  }

  private String key(int n) {
    return "client-" + seed + "-act-" + n;
  }

  /** Some at once, with a key a line, so that what was dealt with is not dealt with again. */
  private void batch(int n) throws InterruptedException {
    List<Map<String, Object>> lines = new ArrayList<>();
    for (int line = 0; line < LINES; line++) {
      String name = "pushed-%02d".formatted(random.nextInt(DOCUMENTS));
      Map<String, Object> said =
          random.nextInt(100) < DELETED_PERCENT
              ? new LinkedHashMap<>(Map.of("externalId", name, "delete", true))
              : document(name, n * LINES + line);
      said.put("idempotencyKey", key(n) + "-" + line);
      lines.add(said);
    }
    for (JsonNode done : client.postLines("/api/documents/batch", lines)) {
      String name = done.path("externalId").asText();
      switch (done.path("outcome").asText()) {
        case "added", "changed" -> ids.put(name, done.get("documentId").asText());
        case "removed" -> ids.remove(name);
        // Unchanged: removed when it was not there, or written before its answer was lost.
        case "unchanged" -> {
          if (done.path("documentId").isTextual()) {
            ids.put(name, done.get("documentId").asText());
          } else {
            ids.remove(name);
          }
        }
        default -> throw new IllegalStateException("act " + n + ": " + done);
      }
    }
  }

  private Map<String, Object> document(String name, int n) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("externalId", name);
    document.put("title", "Note " + n);
    document.put("mediaType", n % 3 == 0 ? "text/markdown" : "text/plain");
    document.put("text", MadeFiles.text(random, n, 1 + n % 3));
    document.put("metadata", Map.of("act", n, "kind", "note"));
    if (n % 5 == 0) {
      document.put("readers", List.of("group:hr", "group:it", "user:anna"));
      document.put("sensitivity", "confidential");
    }
    return document;
  }

  @Override
  public void close() {
    most = 0;
  }
}
