package dev.millrace.app.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.net.URI;

/** An answer as it arrives, to its end. */
final class AnswerStream {
  private static final int OK = 200;

  private final URI server;
  private final AnswerListener listener;
  private final ServerSentEvents events = new ServerSentEvents(this::event);
  private boolean ended;

  AnswerStream(URI server, AnswerListener listener) {
    this.server = server;
    this.listener = listener;
  }

  /** The next line of the stream. */
  void line(String line) {
    events.line(line);
  }

  private void event(String name, String data) {
    try {
      listener.heard(name, data);
      if (AskEvent.read(name, data).orElse(null)
          instanceof AskEvent.Failed(String code, String message)) {
        throw new ApiRefusal(OK, code, message);
      }
    } catch (JsonProcessingException e) {
      throw ServerUnreachable.stranger(server, OK);
    }
    ended |= name.equals("finished");
  }

  /**
   * There are no more lines.
   *
   * @throws ServerUnreachable if the answer is not complete
   */
  void end() {
    if (!ended) {
      throw ServerUnreachable.wentAway(
          server, new IOException("the stream ended before the answer"));
    }
  }
}
