/**
 * The only door through which evidence is read. In: a query and the {@link
 * dev.millrace.retrieval.corpus.Viewer} who asks. Out: {@link
 * dev.millrace.retrieval.search.Evidence} that this viewer may read now: the index proposes,
 * Postgres disposes.
 */
@org.jspecify.annotations.NullMarked
package dev.millrace.retrieval.search;
