package dev.millrace.ingestion.connector.kafka;

import dev.millrace.ingestion.connector.Item;
import dev.millrace.ingestion.connector.Scan;
import dev.millrace.ingestion.connector.ScanSink;
import dev.millrace.ingestion.connector.ScanStart;
import dev.millrace.ingestion.connector.Unusable;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;

/**
 * One reading of a topic, from where the last one ended to where it ended when this one began. The
 * order within a partition is kept, and with it that of a key's messages.
 */
final class KafkaScan {
  private static final int CHECKPOINT = 500;
  private static final Duration POLL = Duration.ofMillis(500);

  private final Brokers brokers;
  private final MessageForm form;
  private final Consumer<byte[], byte[]> consumer;
  private final ScanSink sink;
  private final Map<Integer, Long> next = new HashMap<>();
  private int sinceCheckpoint;

  KafkaScan(Brokers brokers, MessageForm form, Consumer<byte[], byte[]> consumer, ScanSink sink) {
    this.brokers = brokers;
    this.form = form;
    this.consumer = consumer;
    this.sink = sink;
  }

  Scan run(Topic topic, ScanStart start) throws IOException, InterruptedException {
    Offsets before = start.brokenOff().or(start::done).map(Offsets::parse).orElse(Offsets.NONE);
    List<TopicPartition> partitions = topic.partitions();
    consumer.assign(partitions);
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    seek(topic, before);
    Set<TopicPartition> open = new HashSet<>(partitions);
    long reached = -1;
    long lastNews = 0;
    while (true) {
      close(open, ends);
      if (progress() != reached) {
        reached = progress();
        lastNews = System.nanoTime();
      } else if (System.nanoTime() - lastNews > 3 * brokers.patience().toNanos()) {
        throw new IOException(
            brokers.name() + ": the brokers give no more messages, though there are; try later");
      }
      if (open.isEmpty()) {
        return new Scan(Scan.Coverage.CHANGES, Optional.of(cursor(topic)));
      }
      ConsumerRecords<byte[], byte[]> records;
      try {
        records = consumer.poll(POLL);
      } catch (OffsetOutOfRangeException e) {
        // The broker has thrown messages away since the scan began.
        for (Map.Entry<TopicPartition, Long> one : e.offsetOutOfRangePartitions().entrySet()) {
          goOn(one.getKey(), one.getValue(), first(one.getKey()));
        }
        continue;
      }
      for (ConsumerRecord<byte[], byte[]> record : records) {
        TopicPartition partition = new TopicPartition(record.topic(), record.partition());
        if (record.offset() < ends.getOrDefault(partition, 0L)) {
          tell(topic, record);
        }
      }
    }
  }

  /** Where reading stands, over all partitions; marks of transactions count, too. */
  private long progress() {
    return next.values().stream().mapToLong(Long::longValue).sum();
  }

  private void seek(Topic topic, Offsets before) throws InterruptedException {
    boolean same = before.topicId().isEmpty() || before.topicId().equals(topic.id());
    if (!same) {
      sink.unusable(
          new Unusable(
              "topic",
              false,
              "the topic was deleted and made again: it is read from its beginning, and documents"
                  + " of the old one stay until messages without a value remove them"));
    }
    Map<TopicPartition, Long> firsts = consumer.beginningOffsets(topic.partitions());
    Map<TopicPartition, Long> ends = consumer.endOffsets(topic.partitions());
    for (TopicPartition partition : topic.partitions()) {
      long first = firsts.getOrDefault(partition, 0L);
      Long known = same ? before.next().get(partition.partition()) : null;
      long end = ends.getOrDefault(partition, first);
      if (known == null) {
        goOn(partition, first, first);
      } else if (known > end) {
        // Brokers that lost their disks, for one.
        goOn(partition, known, first);
      } else {
        goOn(partition, known, Math.max(known, first));
      }
    }
  }

  private long first(TopicPartition partition) {
    return consumer.beginningOffsets(List.of(partition)).getOrDefault(partition, 0L);
  }

  /** Goes to an offset, and says what lies between it and where reading should have gone on. */
  private void goOn(TopicPartition partition, long wanted, long at) throws InterruptedException {
    consumer.seek(partition, at);
    next.put(partition.partition(), at);
    if (wanted == at) {
      return;
    }
    sink.unusable(
        new Unusable(
            "partition-" + partition.partition(),
            true,
            wanted < at
                ? "the topic no longer keeps "
                    + (at - wanted)
                    + " messages that were not read yet, offsets "
                    + wanted
                    + " to "
                    + (at - 1)
                    + ": let it keep messages for longer, or read it more often"
                : "the topic ends before offset "
                    + wanted
                    + ", to which it had been read: it is read again from "
                    + at));
  }

  private void tell(Topic topic, ConsumerRecord<byte[], byte[]> record)
      throws InterruptedException {
    MessagePlace place = MessagePlace.of(record);
    switch (form.read(record)) {
      case Message.Document document -> sink.item(item(document, place));
      case Message.Removal removal -> sink.gone(removal.externalId());
      case Message.Malformed wrong ->
          sink.unusable(
              new Unusable(
                  wrong.externalId().orElse(place.name()),
                  true,
                  "message " + place.name() + " can't be read: " + wrong.reason()));
    }
    next.put(record.partition(), record.offset() + 1);
    if (++sinceCheckpoint >= CHECKPOINT) {
      sinceCheckpoint = 0;
      sink.checkpoint(cursor(topic));
    }
  }

  private Item item(Message.Document document, MessagePlace place) {
    byte[] content = document.content();
    return new Item(
        document.externalId(),
        document
            .uri()
            .orElseGet(
                () ->
                    brokers.name()
                        + "?partition="
                        + place.partition()
                        + "&offset="
                        + place.offset()),
        place.text(),
        OptionalLong.of(content.length),
        document.facts(),
        content.length <= Item.MOST_INLINE ? Optional.of(content) : Optional.empty());
  }

  /** Takes leave of partitions whose end has been reached. */
  private void close(Set<TopicPartition> open, Map<TopicPartition, Long> ends) {
    open.removeIf(
        partition -> {
          long end = ends.getOrDefault(partition, 0L);
          long at = consumer.position(partition);
          // Beyond the last message there may be marks of transactions, which are none.
          next.merge(partition.partition(), Math.min(at, Math.max(end, 0)), Math::max);
          boolean done = at >= end;
          if (done) {
            consumer.pause(List.of(partition));
          }
          return done;
        });
  }

  private String cursor(Topic topic) {
    return new Offsets(topic.id(), next).text();
  }
}
