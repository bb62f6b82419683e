/**
 * The books: a row for each call of a model, whatever came of it. In: calls as they end. Out: rows
 * in Postgres, written in groups, and how each model does.
 */
@org.jspecify.annotations.NullMarked
package dev.millrace.orchestration.ledger;
