package dev.millrace.orchestration.turn;

/** Where events go. Called on the thread of the turn, one after the other; decides nothing. */
@FunctionalInterface
public interface AnswerSink {
  void accept(AnswerEvent event);
}
