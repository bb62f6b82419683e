package dev.millrace.ingestion.connector.kafka;

import static java.util.Objects.requireNonNull;

import dev.millrace.ingestion.connector.Addresses;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;

/**
 * A topic as it is now.
 *
 * @param id of this very topic
 * @param partitions in order
 */
record Topic(String id, List<TopicPartition> partitions) {
  /**
   * Asks for a topic.
   *
   * @throws IOException whose message says what to do
   */
  static Topic ask(Brokers brokers) throws IOException, InterruptedException {
    brokers.reach();
    try (Admin admin = brokers.admin()) {
      TopicDescription described =
          requireNonNull(
              admin
                  .describeTopics(List.of(brokers.topic()))
                  .allTopicNames()
                  .get(2 * brokers.patience().toMillis(), TimeUnit.MILLISECONDS)
                  .get(brokers.topic()),
              "what was asked for");
      checkHosts(described);
      return new Topic(
          described.topicId().toString(),
          described.partitions().stream()
              .map(one -> new TopicPartition(brokers.topic(), one.partition()))
              .toList());
    } catch (ExecutionException e) {
      throw KafkaFaults.said(brokers, e.getCause() == null ? e : e.getCause());
    } catch (java.util.concurrent.TimeoutException e) {
      throw KafkaFaults.said(brokers, new org.apache.kafka.common.errors.TimeoutException(e));
    } catch (KafkaException e) {
      throw KafkaFaults.said(brokers, e);
    }
  }

  /** The brokers to begin with name those that are read from. */
  private static void checkHosts(TopicDescription described) throws IOException {
    Set<String> hosts = new HashSet<>();
    for (TopicPartitionInfo partition : described.partitions()) {
      Node leader = partition.leader();
      if (leader != null && !leader.isEmpty() && hosts.add(leader.host())) {
        Addresses.COMPANY.resolve(leader.host());
      }
    }
  }
}
