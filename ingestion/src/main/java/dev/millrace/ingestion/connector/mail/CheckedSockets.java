package dev.millrace.ingestion.connector.mail;

import dev.millrace.ingestion.connector.Addresses;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.net.SocketFactory;
import jdk.net.ExtendedSocketOptions;

/**
 * Makes sockets that check the very address to which they connect, and that give up on a server
 * whose answers only drip. All can be cut at once.
 */
final class CheckedSockets extends SocketFactory {
  private static final int FEW_BYTES = 64 * 1024;

  private final Addresses allowed;
  private final Duration longestWait;
  private final Queue<Socket> open = new ConcurrentLinkedQueue<>();

  /**
   * @param longestWait in all, for 64 KB, before a server is given up
   */
  CheckedSockets(Addresses allowed, Duration longestWait) {
    this.allowed = allowed;
    this.longestWait = longestWait;
  }

  /** Closes all sockets, without a word to the server. */
  void cut() {
    for (Socket socket = open.poll(); socket != null; socket = open.poll()) {
      try {
        socket.close();
      } catch (IOException e) {
        // It is of no use any more anyway.
      }
    }
  }

  @Override
  public Socket createSocket() {
    Socket socket = new Checked();
    open.add(socket);
    return socket;
  }

  @Override
  public Socket createSocket(String host, int port) throws IOException {
    return connected(new InetSocketAddress(host, port));
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress from, int fromPort)
      throws IOException {
    return createSocket(host, port);
  }

  @Override
  public Socket createSocket(InetAddress host, int port) throws IOException {
    return connected(new InetSocketAddress(host, port));
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress from, int fromPort)
      throws IOException {
    return createSocket(host, port);
  }

  private Socket connected(SocketAddress address) throws IOException {
    Socket socket = createSocket();
    socket.connect(address);
    return socket;
  }

  private final class Checked extends Socket {
    @Override
    public void connect(SocketAddress address, int timeout) throws IOException {
      if (address instanceof InetSocketAddress place && !place.isUnresolved()) {
        allowed.check(place.getHostString(), place.getAddress());
      }
      super.connect(address, timeout);
      // A command is written in small pieces; each would wait for the one before to be taken.
      setTcpNoDelay(true);
    }

    @Override
    public InputStream getInputStream() throws IOException {
      return new Patient(super.getInputStream(), this);
    }
  }

  private final class Patient extends FilterInputStream {
    private final Socket socket;
    private final boolean quick;
    private long waited;
    private int read;

    Patient(InputStream in, Socket socket) {
      super(in);
      this.socket = socket;
      this.quick = socket.supportedOptions().contains(ExtendedSocketOptions.TCP_QUICKACK);
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      // Servers too write in pieces. Where one waits for each to be acknowledged, Linux would let
      // it wait 40 ms a command; the option holds for what comes next only.
      if (quick) {
        socket.setOption(ExtendedSocketOptions.TCP_QUICKACK, true);
      }
      long start = System.nanoTime();
      // A time-out is an exception and no waiting for an answer: so does one wait for news.
      int got = super.read(buffer, offset, length);
      waited += System.nanoTime() - start;
      read += Math.max(0, got);
      if (read >= FEW_BYTES) {
        read = 0;
        waited = 0;
      } else if (waited > longestWait.toNanos()) {
        throw new SocketTimeoutException("it answers too slowly");
      }
      return got;
    }
  }
}
