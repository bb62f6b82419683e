package dev.millrace.app.cli;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * What is done when Ctrl-C or a polite {@code kill} ends the process before the command is through.
 *
 * <p>A shutdown hook rather than a signal handler: it needs no internal class, serves every signal
 * that ends a JVM, and the JVM gives the shell the exit code that it expects (130 for Ctrl-C).
 * Other threads work on while it runs, so a request under way may still be answered.
 */
final class Interruption implements AutoCloseable {
  private final Thread hook;

  private Interruption(Thread hook) {
    this.hook = hook;
  }

  /** Runs the action when the process is told to end before this is closed. */
  static Interruption runs(Runnable action) {
    Thread hook = Thread.ofPlatform().name("interruption").unstarted(action);
    Runtime.getRuntime().addShutdownHook(hook);
    return new Interruption(hook);
  }

  /** Stops an upload: five seconds for what is on its way, five more to tell the server. */
  static void stop(FolderUpload upload) {
    Duration grace = Duration.ofSeconds(5);
    upload.stop();
    if (!isOver(upload.ended(), grace)) {
      upload.abandon();
      isOver(upload.ended(), grace);
    }
  }

  private static boolean isOver(CompletableFuture<Void> ended, Duration patience) {
    try {
      ended.get(patience.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The process is ending, and the action is running.
    }
  }
}
