/** The corpus tables, against a real PostgreSQL. */
@org.jspecify.annotations.NullMarked
package dev.millrace.retrieval.store;
