/** The Lucene projection and its follower. */
@org.jspecify.annotations.NullMarked
package dev.millrace.retrieval.index;
