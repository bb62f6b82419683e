/**
 * The projection in a cluster of OpenSearch, for corpora that have outgrown one machine. In and out
 * as of the one in Lucene: the corpus log is applied to a {@link
 * dev.millrace.retrieval.index.PassageIndex}, and candidates come out that the viewer's principals
 * may read. Words are made here, by the same rules, and sent as they are, so that both engines rank
 * alike. What the cluster can't answer wholly is a fault and never a shorter answer.
 */
@org.jspecify.annotations.NullMarked
package dev.millrace.retrieval.opensearch;
