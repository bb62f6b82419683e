package dev.millrace.ingestion.connector.mail;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * A message of a box as it was before it was put there: lines that began with {@code From }, after
 * any number of {@code >}, have got one more {@code >} (the form called mboxrd), which is taken
 * away.
 */
final class BoxStream extends InputStream {
  /** More marks than any mail has been answered times. */
  private static final int MOST_MARKS = 64;

  private final BufferedInputStream in;
  private boolean lineStart = true;

  private BoxStream(InputStream raw) {
    this.in = new BufferedInputStream(raw, 64 * 1024);
  }

  static InputStream unquoted(Path file, long start, long length) throws IOException {
    return new BoxStream(raw(file, start, length));
  }

  /** Some bytes of a file, or those that it has of them. */
  static InputStream raw(Path file, long start, long length) throws IOException {
    FileChannel channel = FileChannel.open(file);
    channel.position(start);
    return new Part(Channels.newInputStream(channel), length);
  }

  @Override
  public int read() throws IOException {
    int next = in.read();
    if (lineStart && next == '>' && quotedFrom()) {
      next = in.read();
    }
    lineStart = next == '\n';
    return next;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int got = 0;
    while (got < length) {
      int next = read();
      if (next < 0) {
        break;
      }
      buffer[offset + got++] = (byte) next;
    }
    return got == 0 && length > 0 ? -1 : got;
  }

  /** Whether any more marks and then From follow. */
  private boolean quotedFrom() throws IOException {
    in.mark(MOST_MARKS + Mbox.FROM.length);
    int marks = 0;
    int next = in.read();
    while (next == '>' && ++marks < MOST_MARKS) {
      next = in.read();
    }
    byte[] rest = in.readNBytes(Mbox.FROM.length - 1);
    boolean is = next == 'F' && Arrays.equals(rest, 0, rest.length, Mbox.FROM, 1, 5);
    in.reset();
    return is;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  private static final class Part extends InputStream {
    private final InputStream in;
    private long left;

    Part(InputStream in, long length) {
      this.in = in;
      this.left = length;
    }

    @Override
    public int read() throws IOException {
      ByteBuffer one = ByteBuffer.allocate(1);
      return read(one.array(), 0, 1) < 0 ? -1 : one.get(0) & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      if (left == 0) {
        return -1;
      }
      int got = in.read(buffer, offset, (int) Math.min(length, left));
      left -= Math.max(0, got);
      return got;
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }
}
