/**
 * Text to vectors. {@link Embedder} is the door; {@link EmbeddingModel} says which one and makes
 * it: {@link OnnxEmbedder}, a small model inside this process that needs nothing else, or {@link
 * RemoteEmbedder}, a model behind an API. In: the searchable text of passages, or a query. Out:
 * vectors of one {@link dev.millrace.retrieval.corpus.EmbeddingSpace}, unit length. Each embedder
 * states the {@link dev.millrace.retrieval.corpus.Clearance} of the place where it runs: text above
 * it is never handed over. {@link PassageVectors} stands before one and has each text embedded
 * once.
 */
@org.jspecify.annotations.NullMarked
package dev.millrace.retrieval.embedding;
