/** What every embedder promises, shown on the model that ships with Millrace. */
@org.jspecify.annotations.NullMarked
package dev.millrace.retrieval.embedding;
