/** What labels and memberships come to, in plain records. */
@org.jspecify.annotations.NullMarked
package dev.millrace.retrieval.access;
