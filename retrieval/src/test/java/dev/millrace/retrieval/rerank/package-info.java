/** Rerankers against a graph that is made here and a server that stands in for real ones. */
@org.jspecify.annotations.NullMarked
package dev.millrace.retrieval.rerank;
