/**
 * Asking a model behind an API over HTTP. In: a {@link dev.millrace.retrieval.remote.ModelServer}
 * and the JSON of a request. Out: a {@link dev.millrace.retrieval.remote.Reply}: what the caller
 * read in the answer, or why there is none. {@link dev.millrace.retrieval.remote.ModelCalls} keeps
 * the pace that was set, tries again what passes, and holds on to deadlines. What is asked and how
 * an answer is checked, each caller knows: the wire formats are theirs.
 */
@org.jspecify.annotations.NullMarked
package dev.millrace.retrieval.remote;
