/**
 * Nodes of OpenSearch with k-NN, each in a process of its own, since its Lucene is not ours. In: a
 * node's folder, names and ports as arguments. Out: a node that answers on 127.0.0.1 until its
 * standard input ends, which it does with whoever started it.
 */
@org.jspecify.annotations.NullMarked
package dev.millrace.opensearch;
