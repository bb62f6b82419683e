/** The shared language. */
@org.jspecify.annotations.NullMarked
package dev.millrace.retrieval.corpus;
