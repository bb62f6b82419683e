/**
 * The searchable projection of the corpus, and the only importer of Lucene. In: the {@link
 * dev.millrace.retrieval.corpus.CorpusLog}, which {@code IndexFollower} applies to a {@code
 * PassageIndex} in commit order. Out: candidate passage ids with scores, already filtered by the
 * viewer's principals. An index holds nothing that Postgres does not: it may be deleted at any
 * time.
 */
@org.jspecify.annotations.NullMarked
package dev.millrace.retrieval.index;
