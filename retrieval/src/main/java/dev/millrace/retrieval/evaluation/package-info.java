/**
 * How good the ranking is, measured. In: a {@link BeirCollection}, a folder in the form of the BEIR
 * benchmark with documents, queries and which document answers which query, and for each query the
 * documents that a search mode ranked. Out: {@link RankingMetrics}, comparable digit by digit with
 * published ones, since they follow trec_eval: each query's as a {@link JudgedRanking}, and their
 * means. Whether two ways of searching differ by more than chance, a {@link PairedDifference} says
 * of the same queries' measures.
 *
 * <p>Where to cut is measured by text instead of documents: in, a {@link SpanCollection} of
 * questions with the stretches that answer them, and the {@link Span}s of the passages found; out,
 * {@link SpanMetrics}.
 *
 * <p>What is compared with a search server starts one: {@link OpenSearchNodes}.
 */
@org.jspecify.annotations.NullMarked
package dev.millrace.retrieval.evaluation;
