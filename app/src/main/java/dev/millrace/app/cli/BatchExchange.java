package dev.millrace.app.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.util.Iterator;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/**
 * One batch of documents whose lines go out while answers come in. The JDK's HTTP client reads no
 * answer before the body is sent, hence this piece of HTTP/1.1, for a server on this machine.
 */
final class BatchExchange {
  private static final int BUFFER = 16 * 1024;

  private final URI server;
  private final String key;

  BatchExchange(URI server, String key) {
    this.server = server;
    this.key = key;
  }

  /**
   * Sends all lines, and hands on those of the answer as they come, on the calling thread.
   *
   * @throws CommandFailure if the server refuses the batch or the connection breaks
   */
  void send(String path, Iterator<String> lines, Consumer<String> answers) {
    try (ExecutorService sender = Executors.newVirtualThreadPerTaskExecutor();
        Socket socket = new Socket(server.getHost(), server.getPort())) {
      OutputStream out = new BufferedOutputStream(socket.getOutputStream(), BUFFER);
      head(out, path);
      CompletableFuture<Void> sent = CompletableFuture.runAsync(() -> body(out, lines), sender);
      InputStream in = new BufferedInputStream(socket.getInputStream(), BUFFER);
      String status = line(in);
      if (!status.contains(" 200")) {
        throw new CommandFailure("the server does not take the batch: " + status);
      }
      while (!line(in).isEmpty()) {
        // What the head says besides is of no use here.
      }
      answer(in, answers);
      sent.join();
    } catch (IOException e) {
      throw new CommandFailure("the connection for the batch broke: " + e.getMessage(), e);
    } catch (CompletionException e) {
      throw new CommandFailure("the batch could not be sent: " + e.getCause(), e);
    }
  }

  private void head(OutputStream out, String path) throws IOException {
    String head =
        "POST %s HTTP/1.1\r\nHost: %s:%d\r\nAuthorization: Bearer %s\r\nContent-Type: application/x-ndjson\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n"
            .formatted(path, server.getHost(), server.getPort(), key);
    out.write(head.getBytes(UTF_8));
  }

  private static void body(OutputStream out, Iterator<String> lines) {
    try {
      while (lines.hasNext()) {
        byte[] line = (lines.next() + "\n").getBytes(UTF_8);
        out.write((Integer.toHexString(line.length) + "\r\n").getBytes(UTF_8));
        out.write(line);
        out.write('\r');
        out.write('\n');
      }
      out.write("0\r\n\r\n".getBytes(UTF_8));
      out.flush();
    } catch (IOException e) {
      throw new CompletionException(e);
    }
  }

  /** A chunk's size in hexadecimal digits, the chunk, an empty line; the last one has none. */
  private static void answer(InputStream in, Consumer<String> answers) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    int size = size(in);
    while (size > 0) {
      for (byte one : whole(in, size)) {
        if (one == '\n') {
          answers.accept(line.toString(UTF_8));
          line.reset();
        } else {
          line.write(one);
        }
      }
      line(in);
      size = size(in);
    }
  }

  private static int size(InputStream in) throws IOException {
    String size = line(in);
    try {
      return Integer.parseInt(size, 16);
    } catch (NumberFormatException e) {
      throw new IOException("the answer is not in chunks: " + size, e);
    }
  }

  private static byte[] whole(InputStream in, int size) throws IOException {
    byte[] bytes = in.readNBytes(size);
    if (bytes.length < size) {
      throw new EOFException("the answer ended early");
    }
    return bytes;
  }

  private static String line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    int one = in.read();
    while (one != '\n') {
      if (one < 0) {
        throw new EOFException("the answer ended early");
      }
      if (one != '\r') {
        line.write(one);
      }
      one = in.read();
    }
    return line.toString(UTF_8);
  }
}
