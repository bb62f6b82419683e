package dev.millrace.app.http;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Cuts a body into lines as it arrives, holding one at a time. For one thread. */
public final class BodyLines {
  private static final int BUFFER = 16 * 1024;

  private final InputStream in;
  private final int longest;
  private int number;

  /**
   * Lines of a body.
   *
   * @param longest bytes of the longest line that is kept
   */
  public BodyLines(InputStream in, int longest) {
    this.in = new BufferedInputStream(in, BUFFER);
    this.longest = longest;
  }

  /**
   * A line.
   *
   * @param number from 1, empty ones counted
   * @param bytes without its end; null if it is too long
   */
  public record Line(int number, byte @Nullable [] bytes) {}

  /**
   * The next line that is not empty; null after the last.
   *
   * @throws IOException if the body does not arrive whole
   */
  public @Nullable Line next() throws IOException {
    while (true) {
      ByteArrayOutputStream line = new ByteArrayOutputStream();
      boolean tooLong = false;
      boolean blank = true;
      int one = in.read();
      if (one < 0) {
        return null;
      }
      number++;
      while (one >= 0 && one != '\n') {
        blank &= one == ' ' || one == '\t' || one == '\r';
        if (line.size() < longest) {
          line.write(one);
        } else {
          tooLong = true;
        }
        one = in.read();
      }
      if (!blank) {
        return new Line(number, tooLong ? null : line.toByteArray());
      }
    }
  }
}
