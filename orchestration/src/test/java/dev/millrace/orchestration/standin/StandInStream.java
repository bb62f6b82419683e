package dev.millrace.orchestration.standin;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Writes one answer as a stream, with its pace and its mishap. */
final class StandInStream {
  /** A word with the space before it: the stand-in's token. */
  private static final Pattern TOKEN = Pattern.compile("\\s*\\S+|\\s+$");

  private static final String LAST_CHUNK = "0\r\n\r\n";

  private final StandInFormat format;
  private final Socket socket;
  private final OutputStream out;
  private final CountDownLatch left;
  private final Dials dials;

  StandInStream(StandInFormat format, Socket socket, CountDownLatch left, Dials dials)
      throws IOException {
    this.format = format;
    this.socket = socket;
    this.out = socket.getOutputStream();
    this.left = left;
    this.dials = dials;
  }

  static List<String> tokens(String text) {
    return TOKEN.matcher(text).results().map(MatchResult::group).toList();
  }

  /** Writes the answer; false if the connection is at its end. */
  boolean write(Asked asked, String text) throws IOException, InterruptedException {
    out.write(
        ("HTTP/1.1 200 OK\r\nContent-Type: "
                + format.streamType()
                + "\r\nTransfer-Encoding: chunked\r\n\r\n")
            .getBytes(StandardCharsets.ISO_8859_1));
    chunk(format.beginning(asked.model()));
    List<String> tokens = tokens(text);
    for (int i = 0; i <= tokens.size(); i++) {
      pause(
          i == 0
              ? dials.firstToken()
              : Duration.ofNanos((long) (1_000_000_000 / dials.tokensPerSecond())));
      if (dials.mishap().isPresent() && dials.mishap().get().after() == i) {
        boolean goesOn = happen(dials.mishap().get().kind());
        if (!goesOn) {
          return false;
        }
      }
      if (i < tokens.size()) {
        chunk(format.piece(asked.model(), tokens.get(i)));
      }
    }
    chunk(
        format.end(
            asked.model(),
            new StandInFormat.Finished(
                dials.ending(), tokens(asked.text()).size(), tokens.size())));
    if (dials.ending() == Dials.Ending.LEFT_OPEN || dials.ending() == Dials.Ending.UNMARKED) {
      left.await();
      return false;
    }
    out.write(ascii(LAST_CHUNK));
    return true;
  }

  /** Whether the answer goes on after it. */
  private boolean happen(Dials.Mishap.Kind kind) throws IOException, InterruptedException {
    return switch (kind) {
      case STALL -> {
        left.await();
        throw new IOException("the client left");
      }
      case CUT -> {
        out.write(ascii(LAST_CHUNK));
        yield false;
      }
      case DROP -> false;
      case RESET -> {
        socket.setSoLinger(true, 0);
        socket.close();
        yield false;
      }
      case MALFORMED -> {
        chunk(format.broken());
        yield true;
      }
      case ERROR -> {
        chunk(format.errorEvent("the stand-in's GPU is on fire"));
        out.write(ascii(LAST_CHUNK));
        yield false;
      }
      case ENDLESS_LINE -> repeat("x".repeat(65_536));
      case HEARTBEATS -> repeat(format.heartbeat());
    };
  }

  private boolean repeat(String text) throws IOException {
    while (left.getCount() > 0) {
      chunk(text);
    }
    throw new IOException("the client left");
  }

  private void pause(Duration time) throws IOException, InterruptedException {
    if (left.await(time.toNanos(), TimeUnit.NANOSECONDS)) {
      throw new IOException("the client left");
    }
  }

  private void chunk(String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    if (bytes.length > 0) {
      // One write, so that a token is one packet.
      ByteArrayOutputStream framed = new ByteArrayOutputStream();
      framed.writeBytes(ascii(Integer.toHexString(bytes.length) + "\r\n"));
      framed.writeBytes(bytes);
      framed.writeBytes(ascii("\r\n"));
      out.write(framed.toByteArray());
    }
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
