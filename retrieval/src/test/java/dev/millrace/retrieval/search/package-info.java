/** The read door: real PostgreSQL, real Lucene. */
@org.jspecify.annotations.NullMarked
package dev.millrace.retrieval.search;
