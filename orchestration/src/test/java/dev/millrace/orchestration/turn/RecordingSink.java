package dev.millrace.orchestration.turn;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Keeps what happened. */
public final class RecordingSink implements AnswerSink {
  private final List<AnswerEvent> events = new ArrayList<>();

  @Override
  public synchronized void accept(AnswerEvent event) {
    events.add(event);
  }

  /** All events of a kind, in order. */
  public synchronized <T extends AnswerEvent> List<T> all(Class<T> type) {
    return events.stream().filter(type::isInstance).map(type::cast).toList();
  }

  /** All that was let out, as one text. */
  public String released() {
    return all(AnswerEvent.Released.class).stream()
        .map(AnswerEvent.Released::text)
        .collect(Collectors.joining());
  }

  /** {@code "model: outcome"} of each attempt. */
  public List<String> attempts() {
    return all(AnswerEvent.AttemptEnded.class).stream()
        .map(ended -> ended.model() + ": " + ended.outcome())
        .toList();
  }

  public synchronized AnswerEvent last() {
    return events.getLast();
  }
}
