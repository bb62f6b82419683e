/**
 * A Kafka topic as documents, as its messages come. In: brokers, a topic, where in a value what
 * lies. Out: an item a message, named by its key, with its text inline; a message without a value
 * takes its document away.
 *
 * <p>Nothing is kept at the broker: no group, no committed offsets. How far each partition has been
 * read is the scan's {@linkplain dev.millrace.ingestion.connector.kafka.Offsets cursor}, which is
 * stored together with what the messages did, so that each counts once. {@link
 * dev.millrace.ingestion.connector.kafka.KafkaScan} reads up to where the topic ended when the scan
 * began; {@link dev.millrace.ingestion.connector.kafka.KafkaWatch} says when there is more. What
 * one message means is decided by {@link dev.millrace.ingestion.connector.kafka.MessageForm} alone.
 */
@org.jspecify.annotations.NullMarked
package dev.millrace.ingestion.connector.kafka;
