/**
 * Checks the Kafka connector against a real broker in this process: messages go into topics, what
 * the connector tells comes out.
 */
@org.jspecify.annotations.NullMarked
package dev.millrace.ingestion.connector.kafka;
