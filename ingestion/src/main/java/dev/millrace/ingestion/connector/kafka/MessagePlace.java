package dev.millrace.ingestion.connector.kafka;

import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Where a message lies. It serves as an item's version, too.
 *
 * @param timestamp of the message; it tells apart those of a topic that was made again
 */
record MessagePlace(int partition, long offset, long timestamp) {
  static MessagePlace of(ConsumerRecord<byte[], byte[]> message) {
    return new MessagePlace(message.partition(), message.offset(), message.timestamp());
  }

  /** For people, and for what has no name of its own. */
  String name() {
    return partition + "-" + offset;
  }

  String text() {
    return partition + ":" + offset + ":" + timestamp;
  }

  /** Reads what {@link #text} wrote. */
  static Optional<MessagePlace> parse(@Nullable String text) {
    String[] parts = text == null ? new String[0] : text.split(":", -1);
    try {
      return parts.length != 3
          ? Optional.empty()
          : Optional.of(
              new MessagePlace(
                  Integer.parseInt(parts[0]), Long.parseLong(parts[1]), Long.parseLong(parts[2])));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }
}
