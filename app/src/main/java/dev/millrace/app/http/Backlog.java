package dev.millrace.app.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Lines of an answer that the client has not taken yet. Some are held in memory and the rest in a
 * file, so that who adds never waits: there are clients that read no answer before they have sent
 * everything, and the server would wait for them as they for it. May be used from several threads.
 */
final class Backlog implements AutoCloseable {
  private static final int MOST_IN_MEMORY = 256 * 1024;
  private static final int PIECE = 64 * 1024;

  private final Deque<byte[]> memory = new ArrayDeque<>();
  private int inMemory;
  private @Nullable FileChannel file;
  private long written;
  private long read;
  private boolean ended;
  private boolean closed;

  /** Adds a line; its end is added here. */
  synchronized void add(String line) throws IOException {
    byte[] bytes = (line + "\n").getBytes(UTF_8);
    if (closed) {
      return;
    }
    // What is in the file comes after what is in memory.
    if (read == written && inMemory + bytes.length <= MOST_IN_MEMORY) {
      memory.add(bytes);
      inMemory += bytes.length;
    } else {
      ByteBuffer buffer = ByteBuffer.wrap(bytes);
      while (buffer.hasRemaining()) {
        written += file().write(buffer, written);
      }
    }
    notifyAll();
  }

  /** Nothing follows. */
  synchronized void end() {
    ended = true;
    notifyAll();
  }

  /** What comes next, once there is something; null at the end. */
  synchronized byte @Nullable [] take() throws IOException, InterruptedException {
    while (memory.isEmpty() && read == written && !ended && !closed) {
      wait();
    }
    byte[] next = memory.poll();
    if (next != null) {
      inMemory -= next.length;
      return next;
    }
    return closed || read == written ? null : fromFile();
  }

  private byte[] fromFile() throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(PIECE, written - read));
    while (buffer.hasRemaining()) {
      if (file().read(buffer, read + buffer.position()) < 0) {
        throw new IOException("an answer's file was cut off");
      }
    }
    read += buffer.capacity();
    if (read == written) {
      file().truncate(0);
      read = 0;
      written = 0;
    }
    return buffer.array();
  }

  private FileChannel file() throws IOException {
    FileChannel open = file;
    if (open == null) {
      Path path = Files.createTempFile("millrace-answer-", ".ndjson");
      open =
          FileChannel.open(
              path,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE,
              StandardOpenOption.DELETE_ON_CLOSE);
      file = open;
    }
    return open;
  }

  /** Forgets what nobody will take. */
  @Override
  public synchronized void close() throws IOException {
    closed = true;
    memory.clear();
    FileChannel open = file;
    if (open != null) {
      file = null;
      read = 0;
      written = 0;
      open.close();
    }
    notifyAll();
  }
}
