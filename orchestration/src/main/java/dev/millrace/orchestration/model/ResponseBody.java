package dev.millrace.orchestration.model;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A response's bytes, pushed by the HTTP client and pulled by the call's thread, which never waits
 * longer than the call's patience. Asks for one portion at a time, so at most one is waiting.
 */
final class ResponseBody implements BodySubscriber<@Nullable Void> {
  /** No provider's event comes near; a server without line breaks must not fill the memory. */
  private static final int LONGEST_LINE = 1 << 20;

  /** Enough for any provider's error. */
  private static final int LONGEST_ERROR = 8_192;

  /** How long to wait for what is not needed: an error's text, or the end of a complete answer. */
  private static final Duration GRACE = Duration.ofMillis(300);

  private final Call call;
  private final BlockingQueue<Arrival> arrivals = new LinkedBlockingQueue<>();
  private final CompletableFuture<Subscription> subscription = new CompletableFuture<>();
  private final Queue<ByteBuffer> unread = new ArrayDeque<>();
  private boolean asked;
  private boolean exhausted;
  private int lineLength;

  private sealed interface Arrival {
    record Bytes(List<ByteBuffer> buffers) implements Arrival {}

    record Finished() implements Arrival {}

    record Broken(Throwable cause) implements Arrival {}

    record Cancelled() implements Arrival {}
  }

  ResponseBody(Call call) {
    this.call = call;
  }

  @Override
  public CompletionStage<@Nullable Void> getBody() {
    return subscription.thenApply(ignored -> null);
  }

  @Override
  public void onSubscribe(Subscription given) {
    subscription.complete(given);
  }

  @Override
  public void onNext(List<ByteBuffer> buffers) {
    arrivals.add(new Arrival.Bytes(buffers));
  }

  @Override
  public void onError(Throwable cause) {
    arrivals.add(new Arrival.Broken(cause));
  }

  @Override
  public void onComplete() {
    arrivals.add(new Arrival.Finished());
  }

  /** Wakes the call's thread; from any thread. */
  void cancel() {
    arrivals.add(new Arrival.Cancelled());
  }

  /** The bytes; at their end whether the stream ended, the call is over or the time is. */
  InputStream stream() {
    return new InputStream() {
      @Override
      public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
      }

      @Override
      public int read(byte[] into, int offset, int length) {
        return pull(into, offset, length);
      }
    };
  }

  private int pull(byte[] into, int offset, int length) {
    if (length == 0) {
      return 0;
    }
    while (call.listening()) {
      ByteBuffer head = unread.peek();
      if (head != null && head.hasRemaining()) {
        int count = Math.min(length, head.remaining());
        head.get(into, offset, count);
        return lineFits(into, offset, count) ? count : -1;
      }
      if (head != null) {
        unread.remove();
      } else if (exhausted) {
        return -1;
      } else {
        await();
      }
    }
    return -1;
  }

  private void await() {
    long left = call.patience().left();
    if (left <= 0) {
      // Asked before what waits is looked at: signs of life may come without end.
      late();
      return;
    }
    askForMore();
    try {
      switch (arrivals.poll(left, TimeUnit.NANOSECONDS)) {
        case Arrival.Bytes(List<ByteBuffer> buffers) -> {
          unread.addAll(buffers);
          // The next portion may come while this one is used.
          asked = false;
          askForMore();
        }
        case Arrival.Finished() -> exhausted = true;
        case Arrival.Broken(Throwable cause) -> {
          exhausted = true;
          call.unlessFinished(() -> broken(cause));
        }
        case Arrival.Cancelled() -> call.cancelled();
        case null -> late();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      call.cancelled();
    }
  }

  private void broken(Throwable cause) {
    if (Thread.currentThread().isInterrupted()) {
      call.cancelled();
    } else {
      call.fail(Fault.CUT, "broke the connection: " + ErrorText.of(cause));
    }
  }

  /** A complete answer is complete although its stream stays open. */
  private void late() {
    exhausted = true;
    call.unlessFinished(call::late);
  }

  private void askForMore() {
    if (!asked) {
      asked = true;
      var _ = subscription.thenAccept(given -> given.request(1));
    }
  }

  private boolean lineFits(byte[] bytes, int offset, int count) {
    for (int i = offset; i < offset + count; i++) {
      lineLength = bytes[i] == '\n' ? 0 : lineLength + 1;
    }
    if (lineLength > LONGEST_LINE) {
      call.fail(Fault.MALFORMED, "sent a line of over " + LONGEST_LINE + " bytes");
      return false;
    }
    return true;
  }

  /**
   * The first bytes as text, for a body that is no stream. Whatever comes in between, the text ends
   * there: the call has its fault already.
   */
  String beginning() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    var _ = ended(bytes, LONGEST_ERROR);
    return bytes.toString(StandardCharsets.UTF_8);
  }

  /**
   * Lets go of the connection. It is kept for the next call if the stream comes to its end at once,
   * and closed otherwise, which ends the work at the provider.
   */
  void release() {
    if (!call.complete() || !ended(OutputStream.nullOutputStream(), LONGEST_ERROR)) {
      var _ = subscription.thenAccept(Subscription::cancel);
    }
  }

  /** Passes on what arrives within the grace; whether the stream came to its end. */
  private boolean ended(OutputStream into, int limit) {
    long until = System.nanoTime() + GRACE.toNanos();
    int size = 0;
    try {
      while (!exhausted && size < limit) {
        askForMore();
        switch (arrivals.poll(Math.max(0, until - System.nanoTime()), TimeUnit.NANOSECONDS)) {
          case Arrival.Bytes(List<ByteBuffer> buffers) -> {
            asked = false;
            for (ByteBuffer buffer : buffers) {
              byte[] bytes = new byte[Math.min(buffer.remaining(), limit - size)];
              buffer.get(bytes);
              into.write(bytes);
              size += bytes.length;
            }
          }
          case Arrival.Finished() -> exhausted = true;
          case Arrival.Broken ignored -> {
            return false;
          }
          case Arrival.Cancelled() -> {
            call.cancelled();
            return false;
          }
          case null -> {
            return false;
          }
        }
      }
      return exhausted;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException("memory takes bytes", e);
    }
  }
}
