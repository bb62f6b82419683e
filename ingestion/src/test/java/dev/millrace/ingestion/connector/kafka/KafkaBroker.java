package dev.millrace.ingestion.connector.kafka;

import dev.millrace.ingestion.connector.Connector;
import dev.millrace.ingestion.connector.SourceSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;
import org.jspecify.annotations.Nullable;

/** A Kafka broker that is its own controller, in this process, on free ports, in a fresh folder. */
final class KafkaBroker implements AutoCloseable {
  static final Duration PATIENCE = Duration.ofSeconds(5);

  private final KafkaRaftServer server;
  private final Path folder;
  private final String address;
  private final Admin admin;
  private final Producer<byte[], byte[]> producer;

  private KafkaBroker(KafkaRaftServer server, Path folder, String address) {
    this.server = server;
    this.folder = folder;
    this.address = address;
    Map<String, Object> client =
        Map.of("bootstrap.servers", address, "max.request.size", 8 << 20, "linger.ms", 0);
    this.producer =
        new KafkaProducer<>(client, new ByteArraySerializer(), new ByteArraySerializer());
    this.admin = Admin.create(Map.of("bootstrap.servers", address));
  }

  static KafkaBroker start() {
    try {
      return start(Files.createTempDirectory("kafka-"));
    } catch (Exception e) {
      throw new IllegalStateException("the broker does not start", e);
    }
  }

  private static KafkaBroker start(Path folder) throws Exception {
    int port;
    int controllerPort;
    try (ServerSocket one = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        ServerSocket two = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = one.getLocalPort();
      controllerPort = two.getLocalPort();
    }
    String address = "127.0.0.1:" + port;
    Properties settings = new Properties();
    settings.putAll(
        Map.of(
            "process.roles", "broker,controller",
            "node.id", "1",
            "controller.listener.names", "CONTROLLER",
            "controller.quorum.voters", "1@127.0.0.1:" + controllerPort,
            "listeners", "PLAINTEXT://" + address + ",CONTROLLER://127.0.0.1:" + controllerPort,
            "log.dirs", folder.toString(),
            "log.cleaner.dedupe.buffer.size", "2097152",
            "log.index.size.max.bytes", "65536",
            "message.max.bytes", String.valueOf(8 << 20),
            "auto.create.topics.enable", "false"));
    settings.putAll(
        Map.of(
            "offsets.topic.replication.factor", "1",
            "offsets.topic.num.partitions", "1",
            "transaction.state.log.replication.factor", "1",
            "transaction.state.log.num.partitions", "1",
            "transaction.state.log.min.isr", "1"));
    new Formatter()
        .setNodeId(1)
        .setClusterId(Uuid.randomUuid().toString())
        .setDirectories(List.of(folder.toString()))
        .setControllerListenerName("CONTROLLER")
        .setReleaseVersion(MetadataVersion.latestProduction())
        .setHasDynamicQuorum(false)
        .run();
    KafkaRaftServer server = new KafkaRaftServer(KafkaConfig.fromProps(settings), Time.SYSTEM);
    server.startup();
    return new KafkaBroker(server, folder, address);
  }

  /** Makes a topic and gives its name, which no other has. */
  String topic(int partitions) throws Exception {
    String name = "docs-" + UUID.randomUUID();
    admin
        .createTopics(List.of(new NewTopic(name, Optional.of(partitions), Optional.empty())))
        .all()
        .get();
    return name;
  }

  Map<String, String> settings(String topic) {
    return Map.of("bootstrapServers", address, "topic", topic);
  }

  Connector open(String topic, String... more) {
    Map<String, String> all = new HashMap<>(settings(topic));
    for (int i = 0; i < more.length; i += 2) {
      all.put(more[i], more[i + 1]);
    }
    KafkaType type = new KafkaType(PATIENCE);
    return type.open(SourceSettings.of(type.kind(), type.settings(), all));
  }

  /** Sends a message and waits until the broker has it; no value removes the key's document. */
  void send(String topic, @Nullable String key, @Nullable String value) throws Exception {
    send(topic, null, key, value == null ? null : value.getBytes(StandardCharsets.UTF_8));
  }

  /** Sends a message for each key, as fast as they go. */
  void sendAll(String topic, List<String> keys) throws Exception {
    List<Future<RecordMetadata>> sent = new ArrayList<>();
    for (String key : keys) {
      byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
      sent.add(producer.send(new ProducerRecord<>(topic, bytes, bytes)));
    }
    for (Future<RecordMetadata> one : sent) {
      one.get();
    }
  }

  void send(
      String topic, @Nullable Integer partition, @Nullable String key, byte @Nullable [] value)
      throws Exception {
    byte[] name = key == null ? null : key.getBytes(StandardCharsets.UTF_8);
    producer.send(new ProducerRecord<>(topic, partition, name, value)).get();
  }

  /** Sends messages of which nobody is to hear, since their transaction is called off. */
  void sendInVain(String topic, String key) throws Exception {
    Map<String, Object> client =
        Map.of("bootstrap.servers", address, "transactional.id", "vain-" + UUID.randomUUID());
    try (Producer<byte[], byte[]> vain =
        new KafkaProducer<>(client, new ByteArraySerializer(), new ByteArraySerializer())) {
      vain.initTransactions();
      vain.beginTransaction();
      byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
      vain.send(new ProducerRecord<>(topic, bytes, bytes)).get();
      vain.abortTransaction();
    }
  }

  void addPartitions(String topic, int count) throws Exception {
    admin.createPartitions(Map.of(topic, NewPartitions.increaseTo(count))).all().get();
  }

  /** Throws away what lies before an offset, as a topic does after its time. */
  void forget(String topic, int partition, long before) throws Exception {
    admin
        .deleteRecords(
            Map.of(new TopicPartition(topic, partition), RecordsToDelete.beforeOffset(before)))
        .all()
        .get();
  }

  @Override
  public void close() throws IOException {
    producer.close(Duration.ZERO);
    admin.close(Duration.ZERO);
    server.shutdown();
    server.awaitShutdown();
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path one : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(one);
      }
    }
  }
}
