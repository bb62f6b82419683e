package dev.millrace.ingestion.connector.kafka;

import dev.millrace.ingestion.connector.ChangeWatch;
import dev.millrace.ingestion.connector.Connector;
import dev.millrace.ingestion.connector.Facts;
import dev.millrace.ingestion.connector.Fetched;
import dev.millrace.ingestion.connector.Item;
import dev.millrace.ingestion.connector.Scan;
import dev.millrace.ingestion.connector.ScanSink;
import dev.millrace.ingestion.connector.ScanStart;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;

/** The messages of a topic. Nothing is written there. */
final class KafkaConnector implements Connector {
  /** Only messages too large to come along are fetched, and each holds some MB. */
  private static final int MOST_FETCHES = 2;

  private static final Duration POLL = Duration.ofMillis(500);

  private final Brokers brokers;
  private final MessageForm form;
  private final Semaphore fetches = new Semaphore(MOST_FETCHES);

  KafkaConnector(Brokers brokers, MessageForm form) {
    this.brokers = brokers;
    this.form = form;
  }

  private interface Act<T> {
    T run(KafkaConsumer<byte[], byte[]> consumer) throws IOException, InterruptedException;
  }

  private <T> T with(Act<T> act) throws IOException, InterruptedException {
    KafkaConsumer<byte[], byte[]> consumer = null;
    try {
      consumer = brokers.consumer();
      return act.run(consumer);
    } catch (InterruptException e) {
      throw interrupted(e);
    } catch (KafkaException e) {
      throw KafkaFaults.said(brokers, e);
    } finally {
      if (consumer != null) {
        end(consumer);
      }
    }
  }

  /** Kafka's interrupt is unchecked and sets the thread's mark again. */
  static InterruptedException interrupted(InterruptException e) {
    Thread.interrupted();
    InterruptedException one = new InterruptedException(e.getMessage());
    one.initCause(e);
    return one;
  }

  /** Closes without waiting for brokers: there is nothing to tell them. */
  static void end(Consumer<?, ?> consumer) {
    boolean interrupted = Thread.interrupted();
    try {
      consumer.close(CloseOptions.timeout(Duration.ZERO));
    } catch (KafkaException e) {
      // It is over in any case.
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private Topic topic() throws IOException {
    try {
      return Topic.ask(brokers);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  @Override
  public String test() throws IOException, InterruptedException {
    Topic topic = Topic.ask(brokers);
    long messages =
        with(
            consumer -> {
              Map<TopicPartition, Long> ends = consumer.endOffsets(topic.partitions());
              Map<TopicPartition, Long> firsts = consumer.beginningOffsets(topic.partitions());
              return topic.partitions().stream()
                  .mapToLong(one -> ends.getOrDefault(one, 0L) - firsts.getOrDefault(one, 0L))
                  .sum();
            });
    int partitions = topic.partitions().size();
    return "a topic with "
        + partitions
        + (partitions == 1 ? " partition" : " partitions")
        + " and at most "
        + messages
        + (messages == 1 ? " message" : " messages");
  }

  @Override
  public Scan scan(ScanStart start, ScanSink sink) throws IOException, InterruptedException {
    Topic topic = Topic.ask(brokers);
    return with(consumer -> new KafkaScan(brokers, form, consumer, sink).run(topic, start));
  }

  @Override
  public Fetched fetch(Item item) throws IOException, InterruptedException {
    Optional<MessagePlace> place = MessagePlace.parse(item.version());
    if (place.isEmpty()) {
      return new Fetched.Gone();
    }
    fetches.acquire();
    try {
      Optional<ConsumerRecord<byte[], byte[]>> record =
          with(consumer -> find(consumer, place.get()));
      if (record.isPresent() && form.read(record.get()) instanceof Message.Document document) {
        return new Fetched.Content(new ByteArrayInputStream(document.content()), Facts.NONE);
      }
      return new Fetched.Refused(
          "the topic no longer keeps message " + place.get().name() + ": let it keep them longer");
    } finally {
      fetches.release();
    }
  }

  /** The very message; empty if the topic doesn't keep it any more. */
  private Optional<ConsumerRecord<byte[], byte[]>> find(
      KafkaConsumer<byte[], byte[]> consumer, MessagePlace place) throws IOException {
    TopicPartition partition = new TopicPartition(brokers.topic(), place.partition());
    consumer.assign(List.of(partition));
    consumer.seek(partition, place.offset());
    long end = System.nanoTime() + 3 * brokers.patience().toNanos();
    try {
      while (System.nanoTime() < end) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          return MessagePlace.of(record).equals(place) ? Optional.of(record) : Optional.empty();
        }
      }
    } catch (OffsetOutOfRangeException e) {
      return Optional.empty();
    }
    throw new IOException(brokers.name() + ": the brokers do not give message " + place.name());
  }

  @Override
  public Optional<ChangeWatch> watch() throws IOException {
    Topic topic = topic();
    KafkaConsumer<byte[], byte[]> consumer = null;
    boolean watched = false;
    try {
      consumer = brokers.consumer();
      ChangeWatch watch = new KafkaWatch(brokers, consumer, topic);
      watched = true;
      return Optional.of(watch);
    } catch (KafkaException e) {
      throw KafkaFaults.said(brokers, e);
    } finally {
      if (consumer != null && !watched) {
        end(consumer);
      }
    }
  }

  @Override
  public void close() {}
}
