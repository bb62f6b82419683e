/**
 * Text to vectors. {@link Embedder} is the door, {@link OnnxEmbedder} the one that needs nothing
 * else: a small model inside this process. In: the searchable text of passages, or a query. Out:
 * vectors of one {@link dev.millrace.retrieval.corpus.EmbeddingSpace}, unit length. Each embedder
 * states the {@link dev.millrace.retrieval.corpus.Clearance} of the place where it runs: text above
 * it is never handed over.
 */
@org.jspecify.annotations.NullMarked
package dev.millrace.retrieval.embedding;
