/**
 * Asking, over HTTP. In: a question as a client words it, here or in {@link dev.millrace.app.openai
 * OpenAI's words}. Out: the answer as one view, or as it comes into being.
 *
 * <p>{@link dev.millrace.app.answer.Answers} is the door: it runs the turn, ends it when the client
 * hangs up, and makes of a {@linkplain dev.millrace.orchestration.turn.Failure failure} the one
 * form of errors. A stream's status is decided late: until the first text is released, or {@link
 * dev.millrace.app.answer.Answers#PATIENCE} has passed, a failure has the status that it deserves;
 * afterwards it is the stream's last event. What the events look like is a {@link
 * dev.millrace.app.answer.Dialect}'s concern.
 */
@org.jspecify.annotations.NullMarked
package dev.millrace.app.answer;
