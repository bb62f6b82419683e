package dev.millrace.ingestion.connector.kafka;

import dev.millrace.ingestion.connector.ChangeWatch;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;

/** Waits at the end of a topic. Brokers answer as soon as there is a message. */
final class KafkaWatch implements ChangeWatch {
  /** How long a call may wait at the broker; an interrupt ends it, too. */
  private static final Duration POLL = Duration.ofSeconds(1);

  private static final Duration LOOK_FOR_PARTITIONS = Duration.ofSeconds(30);

  private final Brokers brokers;
  private final Consumer<byte[], byte[]> consumer;
  private int partitions;
  private long lookedForPartitions = System.nanoTime();

  /** Watches from now on; the consumer is the watch's own. */
  KafkaWatch(Brokers brokers, Consumer<byte[], byte[]> consumer, Topic topic) {
    this.brokers = brokers;
    this.consumer = consumer;
    this.partitions = topic.partitions().size();
    consumer.assign(topic.partitions());
    toEnd();
  }

  /** The end is asked for now: at the next poll there may be messages that nobody was told of. */
  private void toEnd() {
    consumer.seekToEnd(consumer.assignment());
    consumer.assignment().forEach(consumer::position);
  }

  @Override
  public boolean await(Duration atMost) throws IOException, InterruptedException {
    long end = System.nanoTime() + atMost.toNanos();
    try {
      do {
        Duration left = Duration.ofNanos(Math.max(0, end - System.nanoTime()));
        boolean some = !consumer.poll(left.compareTo(POLL) < 0 ? left : POLL).isEmpty();
        if (some || morePartitions()) {
          toEnd();
          return true;
        }
      } while (System.nanoTime() < end);
      return false;
    } catch (InterruptException e) {
      throw KafkaConnector.interrupted(e);
    } catch (KafkaException e) {
      throw KafkaFaults.said(brokers, e);
    }
  }

  private boolean morePartitions() {
    if (System.nanoTime() - lookedForPartitions < LOOK_FOR_PARTITIONS.toNanos()) {
      return false;
    }
    lookedForPartitions = System.nanoTime();
    List<TopicPartition> now =
        consumer.partitionsFor(brokers.topic()).stream()
            .map(one -> new TopicPartition(one.topic(), one.partition()))
            .toList();
    if (now.size() == partitions) {
      return false;
    }
    partitions = now.size();
    consumer.assign(now);
    return true;
  }

  @Override
  public void close() {
    KafkaConnector.end(consumer);
  }
}
