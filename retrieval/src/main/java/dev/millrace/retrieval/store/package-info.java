/**
 * The corpus in Postgres: the only package that writes SQL for its tables. {@code PostgresCorpus}
 * changes it, one transaction a change; {@code PostgresCorpusLog} reads it for indexes; {@code
 * PostgresEvidence} reads it for viewers, and every statement there carries the viewer's
 * principals; {@code PostgresDirectory} knows who belongs to what.
 *
 * <p>Plain JDBC: statements here use arrays, {@code unnest} and row locks, and their number of
 * round trips is what a search costs.
 */
@org.jspecify.annotations.NullMarked
package dev.millrace.retrieval.store;
