/** The books, on a database that is sometimes away. */
@org.jspecify.annotations.NullMarked
package dev.millrace.orchestration.ledger;
