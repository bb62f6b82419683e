/** What tests of servers of models share: one that answers, and does wrong, as it is told. */
@org.jspecify.annotations.NullMarked
package dev.millrace.retrieval.remote;
