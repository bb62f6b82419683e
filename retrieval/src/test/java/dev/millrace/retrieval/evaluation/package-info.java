/** Measures by hand, and collections that are not as they should be. */
@org.jspecify.annotations.NullMarked
package dev.millrace.retrieval.evaluation;
