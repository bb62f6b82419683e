/**
 * Answers that are quoted, never written. In: a question, its vector, and evidence that the viewer
 * may read, best first. Out: an {@link dev.millrace.orchestration.extract.Extract}: sentences of
 * that evidence, word for word, or nothing where the evidence does not answer.
 *
 * <p>The way: evidence → {@code Candidate} sentences → {@code Features} of question and sentence →
 * a trained score → the best as quotes. Whether the question is answered at all is a second trained
 * score, over the best candidates together. What a word weighs comes from a table that ships with
 * the project, never from the index: an index knows words that this viewer may not read.
 */
@org.jspecify.annotations.NullMarked
package dev.millrace.orchestration.extract;
