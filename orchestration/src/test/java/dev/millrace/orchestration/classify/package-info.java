/**
 * The classifier on the embedder that serves: what ships is learnt again and compared, and measured
 * on the examples that it never saw.
 */
@org.jspecify.annotations.NullMarked
package dev.millrace.orchestration.classify;
