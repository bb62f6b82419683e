package dev.millrace.app.answer;

import dev.millrace.orchestration.model.Cancellation;
import dev.millrace.orchestration.turn.AnswerRequest;
import dev.millrace.orchestration.turn.AnswerSink;
import dev.millrace.orchestration.turn.TurnResult;

/** What answers: {@code AnswerTurn}, on the calling thread. */
@FunctionalInterface
public interface Turns {
  /** Answers, or says why not. Events go to the sink as they happen. */
  TurnResult run(AnswerRequest request, AnswerSink sink, Cancellation cancellation);
}
