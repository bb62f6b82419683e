package dev.millrace.ingestion.connector.kafka;

import dev.millrace.ingestion.connector.Addresses;
import dev.millrace.ingestion.connector.SourceSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.config.SslConfigs;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * How a topic is reached.
 *
 * @param servers addresses with ports, at least one
 * @param line what Kafka's client is to be told about the line, secrets among it
 * @param secret what must not get into messages
 * @param patience how long one answer may take
 */
record Brokers(
    List<InetSocketAddress> servers,
    String topic,
    Map<String, String> line,
    Optional<String> secret,
    Duration patience) {
  private static final Set<String> SECURITY =
      Set.of("PLAINTEXT", "SSL", "SASL_SSL", "SASL_PLAINTEXT");
  private static final Set<String> MECHANISMS = Set.of("PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512");

  /** Kafka's own rule. */
  private static final Pattern TOPIC = Pattern.compile("[a-zA-Z0-9._-]{1,249}");

  private static final int MOST_AT_ONCE = 500;

  /** In all partitions together; a message that is larger comes nevertheless, by itself. */
  private static final int BYTES_AT_ONCE = 8 << 20;

  static Brokers of(SourceSettings settings, Duration patience) {
    String topic = settings.text(KafkaType.TOPIC);
    if (!TOPIC.matcher(topic).matches()) {
      throw settings.wrong(
          KafkaType.TOPIC, "is the name of one topic: letters, digits, '.', '_' and '-'");
    }
    List<InetSocketAddress> servers = new ArrayList<>();
    for (String server : settings.list(KafkaType.SERVERS)) {
      servers.add(server(settings, server));
    }
    if (servers.isEmpty()) {
      throw settings.wrong(KafkaType.SERVERS, "names no broker: write host:9092");
    }
    return new Brokers(
        List.copyOf(servers), topic, line(settings), settings.find(KafkaType.PASSWORD), patience);
  }

  private static InetSocketAddress server(SourceSettings settings, String text) {
    int colon = text.lastIndexOf(':');
    try {
      int port = Integer.parseInt(text.substring(colon + 1));
      if (colon > 0 && port > 0 && port < 65_536 && !text.contains("/") && !text.contains("@")) {
        return InetSocketAddress.createUnresolved(text.substring(0, colon), port);
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    throw settings.wrong(KafkaType.SERVERS, "are addresses like host:9092, not \"" + text + "\"");
  }

  private static Map<String, String> line(SourceSettings settings) {
    Map<String, String> line = new HashMap<>();
    String security = oneOf(settings, KafkaType.SECURITY, SECURITY);
    String mechanism = oneOf(settings, KafkaType.MECHANISM, MECHANISMS);
    line.put(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG, security);
    if (security.startsWith("SASL")) {
      String module =
          mechanism.equals("PLAIN")
              ? "org.apache.kafka.common.security.plain.PlainLoginModule"
              : "org.apache.kafka.common.security.scram.ScramLoginModule";
      line.put(SaslConfigs.SASL_MECHANISM, mechanism);
      line.put(
          SaslConfigs.SASL_JAAS_CONFIG,
          "%s required username=%s password=%s;"
              .formatted(
                  module,
                  quoted(settings, KafkaType.USERNAME),
                  quoted(settings, KafkaType.PASSWORD)));
    }
    settings
        .find(KafkaType.CERTIFICATE)
        .ifPresent(
            pem -> {
              if (!pem.contains("-----BEGIN CERTIFICATE-----")) {
                throw settings.wrong(
                    KafkaType.CERTIFICATE, "is PEM text with -----BEGIN CERTIFICATE-----");
              }
              line.put(SslConfigs.SSL_TRUSTSTORE_TYPE_CONFIG, "PEM");
              line.put(SslConfigs.SSL_TRUSTSTORE_CERTIFICATES_CONFIG, pem);
            });
    return Map.copyOf(line);
  }

  private static String oneOf(SourceSettings settings, String name, Set<String> known) {
    String value = settings.text(name);
    if (!known.contains(value)) {
      throw settings.wrong(
          name, "is one of " + String.join(", ", known.stream().sorted().toList()));
    }
    return value;
  }

  /** As it has to be written in a JAAS line. */
  private static String quoted(SourceSettings settings, String name) {
    String value = settings.text(name);
    if (value.chars().anyMatch(Character::isISOControl)) {
      throw settings.wrong(name, "has a control character");
    }
    return '"' + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  /**
   * Checks that a broker can be reached and is none of the addresses that must not be. Kafka's
   * client would try for long and not say which.
   */
  void reach() throws IOException {
    IOException last = new IOException(name() + ": no broker");
    for (InetSocketAddress server : servers) {
      for (InetAddress address : Addresses.COMPANY.resolve(server.getHostString())) {
        try (Socket socket = new Socket()) {
          socket.connect(
              new InetSocketAddress(address, server.getPort()), (int) patience.toMillis());
          return;
        } catch (IOException e) {
          last =
              new IOException(
                  server
                      + ": nobody answers there ("
                      + e.getMessage()
                      + "): check settings.bootstrapServers",
                  e);
        }
      }
    }
    throw last;
  }

  /** The topic with its brokers, for people and addresses. */
  String name() {
    InetSocketAddress first = servers.getFirst();
    return "kafka://" + first.getHostString() + ":" + first.getPort() + "/" + topic;
  }

  Admin admin() {
    return Admin.create(common());
  }

  /** A reader that belongs to no group and stops where messages have gone. */
  KafkaConsumer<byte[], byte[]> consumer() {
    Map<String, Object> all = common();
    all.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    all.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    all.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
    all.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    all.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, MOST_AT_ONCE);
    all.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, BYTES_AT_ONCE);
    return new KafkaConsumer<>(all, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  private Map<String, Object> common() {
    Map<String, Object> all = new HashMap<>(line);
    int millis = (int) patience.toMillis();
    all.put(
        CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG,
        servers.stream().map(one -> one.getHostString() + ":" + one.getPort()).toList());
    all.put(CommonClientConfigs.CLIENT_ID_CONFIG, "millrace");
    all.put(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, millis);
    all.put(CommonClientConfigs.DEFAULT_API_TIMEOUT_MS_CONFIG, millis);
    all.put(CommonClientConfigs.SOCKET_CONNECTION_SETUP_TIMEOUT_MS_CONFIG, millis);
    all.put(CommonClientConfigs.SOCKET_CONNECTION_SETUP_TIMEOUT_MAX_MS_CONFIG, millis);
    // Several clients of one name would fight for the name of their JMX beans.
    all.put(CommonClientConfigs.METRIC_REPORTER_CLASSES_CONFIG, "");
    all.put(CommonClientConfigs.ENABLE_METRICS_PUSH_CONFIG, false);
    return all;
  }
}
