/**
 * A second opinion on a search's first passages, by a model that reads query and passage together.
 * In: the query and {@link dev.millrace.retrieval.rerank.Contender}s, best first, which their
 * viewer was found to be allowed to read. Out: a score for each that a {@link
 * dev.millrace.retrieval.rerank.Reranker} has judged; what becomes of the ranking, {@code search}
 * decides.
 *
 * <p>{@link dev.millrace.retrieval.rerank.RerankModel} says which reranker and makes it: {@link
 * dev.millrace.retrieval.rerank.OnnxReranker}, a file inside this process, or {@link
 * dev.millrace.retrieval.rerank.RemoteReranker}, a model behind an API. {@link
 * dev.millrace.retrieval.rerank.Cascade} stands before it: it holds back text above the reranker's
 * clearance, gives it a time, and leaves it out for a while when it keeps failing. A search never
 * fails because of a reranker.
 */
@org.jspecify.annotations.NullMarked
package dev.millrace.retrieval.rerank;
