/**
 * A question's way to its answer: {@link dev.millrace.orchestration.turn.AnswerTurn} is the whole
 * flow, top to bottom. In: an {@link dev.millrace.orchestration.turn.AnswerRequest} with its
 * viewer. Out, as they happen, {@link dev.millrace.orchestration.turn.AnswerEvent}s into one sink,
 * which decides nothing, and in the end a {@link dev.millrace.orchestration.turn.TurnResult}.
 */
@org.jspecify.annotations.NullMarked
package dev.millrace.orchestration.turn;
