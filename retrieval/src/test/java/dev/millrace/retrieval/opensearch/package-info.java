/** The projection in OpenSearch, against a real cluster and against one that misbehaves. */
@org.jspecify.annotations.NullMarked
package dev.millrace.retrieval.opensearch;
