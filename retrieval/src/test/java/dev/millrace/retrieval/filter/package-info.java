/** Conditions on documents and what they go by. */
@org.jspecify.annotations.NullMarked
package dev.millrace.retrieval.filter;
