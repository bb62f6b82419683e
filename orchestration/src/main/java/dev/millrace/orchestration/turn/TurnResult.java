package dev.millrace.orchestration.turn;

/** How a turn ended. */
public sealed interface TurnResult {
  /** With an answer, which may be a refusal. */
  record Answered(Answer answer) implements TurnResult {}

  /** Without one. */
  record Failed(Failure failure) implements TurnResult {}

  /** Who asked went away. */
  record Cancelled() implements TurnResult {}
}
