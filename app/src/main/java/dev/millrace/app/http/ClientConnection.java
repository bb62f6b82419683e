package dev.millrace.app.http;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpRequestWrapper;
import io.micronaut.http.server.netty.NettyHttpRequest;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * The connection that a request came by. The server goes on reading from it while the answer is
 * made, so that it is told at once when the client hangs up; of a client that sends its next
 * request already, when the answer is written.
 */
public final class ClientConnection {
  /** What is done as long as it is not closed. */
  public interface Watch extends AutoCloseable {
    @Override
    void close();
  }

  private final Channel channel;

  private ClientConnection(Channel channel) {
    this.channel = channel;
  }

  /** The one of that request, which a filter may have wrapped. */
  public static ClientConnection of(HttpRequest<?> request) {
    HttpRequest<?> inner = request;
    while (inner instanceof HttpRequestWrapper<?> wrapper) {
      inner = wrapper.getDelegate();
    }
    if (inner instanceof NettyHttpRequest<?> netty) {
      return new ClientConnection(netty.getChannelHandlerContext().channel());
    }
    throw new IllegalStateException("a request that did not come by the server");
  }

  /** Runs it once, on a thread of its own, when the client is gone; now if it is already. */
  public Watch onGone(Runnable action) {
    ChannelFutureListener listener = _ -> Thread.startVirtualThread(action);
    channel.closeFuture().addListener(listener);
    return () -> channel.closeFuture().removeListener(listener);
  }

  /** Runs it again and again, on the connection's thread: it must not wait. */
  public Watch every(Duration interval, Runnable action) {
    long nanos = interval.toNanos();
    Future<?> timer =
        channel.eventLoop().scheduleAtFixedRate(action, nanos, nanos, TimeUnit.NANOSECONDS);
    return () -> timer.cancel(false);
  }
}
