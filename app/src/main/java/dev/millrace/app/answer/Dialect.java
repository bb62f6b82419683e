package dev.millrace.app.answer;

import dev.millrace.app.http.EventStream;
import dev.millrace.orchestration.turn.AnswerEvent;

/** How a stream tells what happens. One for each answer: it may remember what it has told. */
@FunctionalInterface
public interface Dialect {
  /** Tells that event, if it is one to tell. A failure is told by who calls. */
  void tell(AnswerEvent event, EventStream out);
}
