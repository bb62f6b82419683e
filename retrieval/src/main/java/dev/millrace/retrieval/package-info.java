/**
 * Retrieval answers one question: what evidence may this viewer see for this query? Start at {@code
 * search.EvidenceSearch}, the only read door; {@code corpus} is the language it speaks, {@code
 * store} the truth in Postgres, {@code index} the projection.
 */
@org.jspecify.annotations.NullMarked
package dev.millrace.retrieval;
