package dev.millrace.ingestion.connector.mail;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Splits a box in which messages follow each other (RFC 4155). One begins with a line that starts
 * with {@code From }, has a time and a year, and is the first or follows an empty one. The box is
 * read once, in pieces; of a message no more is kept than its head.
 */
final class Mbox {
  /** What a From line begins with. */
  static final byte[] FROM = "From ".getBytes(StandardCharsets.US_ASCII);

  private static final int LONGEST_FROM = 500;
  private static final int BUFFER = 256 * 1024;
  private static final Pattern TIME = Pattern.compile("\\d:\\d\\d");
  private static final Pattern YEAR = Pattern.compile("\\b[12]\\d{3}\\b");

  /**
   * A message in a box.
   *
   * @param start where its first line begins, in bytes
   * @param length without the empty line that parts it from the next
   * @param hash of these bytes
   */
  record Found(long start, long length, String hash, MailHead head) {}

  /** Takes messages in their order. */
  interface Reader {
    /** One message; false to hear of no more. */
    boolean message(Found found) throws IOException, InterruptedException;
  }

  private final MessageDigest digest;
  private final ByteArrayOutputStream head = new ByteArrayOutputStream();
  private final byte[] line = new byte[LONGEST_FROM];
  private int lineLength;
  private boolean longLine;
  private boolean within;
  private boolean afterEmpty = true;

  /** An empty line that belongs to the message only if something else than a From line follows. */
  private byte[] held = new byte[0];

  private long at;
  private long start;
  private long length;

  private Mbox() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("a Java platform without SHA-256", e);
    }
  }

  /** Whether a file begins as a box does. */
  static boolean is(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return java.util.Arrays.equals(in.readNBytes(FROM.length), FROM);
    }
  }

  /** Tells of all messages in a box. */
  static void read(Path file, Reader reader) throws IOException, InterruptedException {
    try (InputStream in = Files.newInputStream(file)) {
      new Mbox().read(in, reader);
    }
  }

  /** The hash of some bytes of a file, as it stands in {@link Found}; of fewer if it is shorter. */
  static String hash(Path file, long start, long length) throws IOException {
    Mbox box = new Mbox();
    byte[] buffer = new byte[BUFFER];
    try (InputStream in = BoxStream.raw(file, start, length)) {
      for (int got = in.read(buffer); got >= 0; got = in.read(buffer)) {
        box.digest.update(buffer, 0, got);
      }
    }
    return box.hash();
  }

  private void read(InputStream in, Reader reader) throws IOException, InterruptedException {
    byte[] buffer = new byte[BUFFER];
    for (int got = in.read(buffer); got >= 0; got = in.read(buffer)) {
      int from = 0;
      while (from < got) {
        int end = from;
        while (end < got && buffer[end] != '\n') {
          end++;
        }
        boolean ended = end < got;
        int to = ended ? end + 1 : end;
        at += to - from;
        add(buffer, from, to - from);
        if (ended && !line(reader)) {
          return;
        }
        from = to;
      }
    }
    if (lineLength > 0 && !line(reader)) {
      return;
    }
    if (within) {
      reader.message(found());
    }
  }

  /** Adds to the line; what is too long for a From line is the message's at once. */
  private void add(byte[] buffer, int from, int count) {
    if (!longLine && lineLength + count <= line.length) {
      System.arraycopy(buffer, from, line, lineLength, count);
      lineLength += count;
      return;
    }
    if (!longLine) {
      longLine = true;
      take(held, 0, held.length);
      held = new byte[0];
      take(line, 0, lineLength);
      lineLength = 0;
    }
    take(buffer, from, count);
  }

  /** A line has ended; false to read no more. */
  private boolean line(Reader reader) throws IOException, InterruptedException {
    boolean goOn = true;
    if (!longLine && afterEmpty && isFrom()) {
      if (within) {
        goOn = reader.message(found());
      }
      within = true;
      start = at;
      length = 0;
      head.reset();
      digest.reset();
      held = new byte[0];
      afterEmpty = false;
    } else if (!longLine) {
      take(held, 0, held.length);
      afterEmpty = isEmpty();
      if (afterEmpty) {
        held = java.util.Arrays.copyOf(line, lineLength);
      } else {
        held = new byte[0];
        take(line, 0, lineLength);
      }
    } else {
      afterEmpty = false;
    }
    lineLength = 0;
    longLine = false;
    return goOn;
  }

  private boolean isEmpty() {
    return lineLength == 1 || (lineLength == 2 && line[0] == '\r');
  }

  private boolean isFrom() {
    if (lineLength < FROM.length || !java.util.Arrays.equals(line, 0, 5, FROM, 0, 5)) {
      return false;
    }
    String text = new String(line, 0, lineLength, StandardCharsets.ISO_8859_1);
    Matcher time = TIME.matcher(text);
    return time.find() && YEAR.matcher(text).find(time.end());
  }

  private void take(byte[] bytes, int from, int count) {
    if (within && count > 0) {
      length += count;
      digest.update(bytes, from, count);
      head.write(bytes, from, Math.min(count, Math.max(0, MailHead.MOST - head.size())));
    }
  }

  private Found found() {
    return new Found(start, length, hash(), MailHead.read(head.toByteArray()));
  }

  private String hash() {
    return HexFormat.of().formatHex(digest.digest(), 0, 12);
  }
}
