package dev.millrace.app.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;

/**
 * Runs {@code ingest} on a folder, again until it has come through, and then on the folder's next
 * generation.
 */
final class UploadingClient implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long PAUSE_NANOS = 300_000_000;

  private final URI server;
  private final ChangingFolder folder;
  private final CompletableFuture<Integer> ended = new CompletableFuture<>();
  private volatile int most;

  private UploadingClient(URI server, ChangingFolder folder, int most) {
    this.server = server;
    this.folder = folder;
    this.most = most;
  }

  /**
   * Begins on a thread of its own.
   *
   * @param most how many generations, at least 1
   */
  static UploadingClient start(URI server, ChangingFolder folder, int most) {
    UploadingClient client = new UploadingClient(server, folder, most);
    Thread.ofPlatform().name("uploading").daemon().start(client::run);
    return client;
  }

  private void run() {
    try {
      int generation = 0;
      do {
        folder.enter(generation);
        while (!upload(server, folder.folder())) {
          LockSupport.parkNanos(PAUSE_NANOS);
        }
        generation++;
      } while (generation < most);
      ended.complete(generation);
    } catch (IOException | RuntimeException | Error e) {
      ended.completeExceptionally(e);
    }
  }

  /** Whether the run came through, and the server had an answer for each file. */
  private static boolean upload(URI server, Path files) throws IOException {
    Shell shell = new Shell();
    int exit =
        shell.run(
            "ingest",
            files.toString(),
            "--json",
            "--server",
            server.toString(),
            "--key",
            ServerProcess.KEY);
    if (exit != ExitCode.DONE) {
      return false;
    }
    for (String line : shell.outLines()) {
      JsonNode reason = JSON.readTree(line.getBytes(UTF_8)).path("reason");
      if (reason.asText("").contains("not sent") || reason.asText("").contains("try again")) {
        return false;
      }
    }
    return true;
  }

  /** Whether it is at it. */
  boolean isUnderWay() {
    return !ended.isDone();
  }

  /** Waits until all generations, or the one under way if it is to stop, are there; how many. */
  int finish(boolean stop) {
    if (stop) {
      most = 0;
    }
    return ended.join();
  }

  @Override
  public void close() {
    most = 0;
  }
}
