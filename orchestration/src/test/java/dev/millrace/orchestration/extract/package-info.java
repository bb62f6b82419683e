/** Quotes from small texts, by the weights that ship. */
@org.jspecify.annotations.NullMarked
package dev.millrace.orchestration.extract;
