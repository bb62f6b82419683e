package dev.millrace.ingestion.connector.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.ingestion.connector.ChangeWatch;
import dev.millrace.ingestion.connector.Connector;
import dev.millrace.ingestion.connector.Item;
import dev.millrace.ingestion.connector.Mirror;
import dev.millrace.ingestion.connector.ScanSink;
import dev.millrace.ingestion.connector.ScanStart;
import dev.millrace.ingestion.connector.Unusable;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SharedBroker.class)
class KafkaTopicTest {
  private final KafkaBroker broker;
  private final String topic;

  KafkaTopicTest(KafkaBroker broker) throws Exception {
    this.broker = broker;
    this.topic = broker.topic(1);
  }

  @Test
  void saysHowManyMessagesWentUnread() throws Exception {
    for (int n = 0; n < 10; n++) {
      broker.send(topic, "doc-" + n, "text");
    }
    try (Connector connector = broker.open(topic)) {
      Mirror mirror = new Mirror().follow(connector);
      assertThat(mirror.items()).hasSize(10);
      for (int n = 10; n < 15; n++) {
        broker.send(topic, "doc-" + n, "text");
      }
      broker.forget(topic, 0, 12);

      mirror.follow(connector);

      assertThat(mirror.items()).hasSize(13).containsKeys("doc-12", "doc-14");
      assertThat(mirror.unusable()).hasSize(1);
      assertThat(mirror.unusable().getFirst().failed()).isTrue();
      assertThat(mirror.unusable().getFirst().reason()).contains("2 messages").contains("10 to 11");
      assertThat(mirror.follow(connector).unusable()).isEmpty();
    }
  }

  @Test
  void goesOnAfterWhatItCannotRead() throws Exception {
    broker.send(topic, "a", "{\"body\":\"one\"}");
    broker.send(topic, "b", "{\"body\":");
    broker.send(topic, null, "[]");
    broker.send(topic, "c", "{\"body\":\"three\"}");
    broker.send(topic, null, null);
    try (Connector connector = broker.open(topic, "textField", "body")) {
      Mirror mirror = new Mirror().follow(connector);

      assertThat(mirror.texts(connector))
          .containsOnly(Map.entry("a", "one"), Map.entry("c", "three"));
      assertThat(mirror.unusable())
          .extracting(Unusable::externalId)
          .containsExactly("b", "0-2", "0-4");
      assertThat(mirror.unusable())
          .extracting(Unusable::reason)
          .allMatch(one -> one.contains("0-"));
    }
  }

  @Test
  void fetchesWhatIsTooLargeToComeAlong() throws Exception {
    String large = "long ".repeat(600_000);
    broker.send(topic, "small", "short");
    broker.send(topic, "large", large);
    broker.send(topic, "other", "{\"text\":\"" + large + "\"}");
    try (Connector connector = broker.open(topic)) {
      Mirror mirror = new Mirror().follow(connector);

      assertThat(mirror.items().get("large"))
          .satisfies(item -> assertThat(item.inline()).isEmpty())
          .satisfies(item -> assertThat(item.size()).hasValue(large.length()));
      assertThat(mirror.texts(connector))
          .containsOnly(
              Map.entry("small", "short"), Map.entry("large", large), Map.entry("other", large));
      broker.forget(topic, 0, 2);
      assertThat(mirror.texts(connector).get("large")).startsWith("(refused: the topic no longer");
    }
  }

  @Test
  void readsPartitionsThatAreAddedLater() throws Exception {
    broker.send(topic, "a", "one");
    try (Connector connector = broker.open(topic)) {
      Mirror mirror = new Mirror().follow(connector);
      broker.addPartitions(topic, 3);
      broker.send(topic, 2, "b", "two".getBytes(java.nio.charset.StandardCharsets.UTF_8));

      assertThat(mirror.follow(connector).items()).containsOnlyKeys("a", "b");
      assertThat(connector.test()).isEqualTo("a topic with 3 partitions and at most 2 messages");
    }
  }

  @Test
  void readsATopicThatWasMadeAgainFromItsBeginning() throws Exception {
    broker.send(topic, "a", "one");
    try (Connector connector = broker.open(topic)) {
      Told told = new Told(Integer.MAX_VALUE);
      String old = new Offsets("another", Map.of(0, 1L)).text();

      connector.scan(new ScanStart(Optional.of(old), Optional.empty()), told);

      assertThat(told.items).containsExactly("a");
      assertThat(told.unusable).singleElement().asString().contains("made again");
    }
  }

  @Test
  void isTakenUpAgainAfterTheLastFiveHundred() throws Exception {
    broker.sendAll(topic, IntStream.range(0, 1_200).mapToObj(n -> "doc-" + n).toList());
    broker.send(topic, "doc-1", "changed");
    try (Connector connector = broker.open(topic)) {
      Told first = new Told(700);
      assertThatThrownBy(() -> connector.scan(ScanStart.FIRST, first))
          .isInstanceOf(InterruptedException.class);
      assertThat(first.checkpoints).hasSize(1);

      Told second = new Told(Integer.MAX_VALUE);
      connector.scan(
          new ScanStart(Optional.empty(), Optional.of(first.checkpoints.getFirst())), second);

      assertThat(second.items).hasSize(701).startsWith("doc-500").endsWith("doc-1199", "doc-1");
    }
  }

  @Test
  void doesNotTellOfTransactionsThatWereCalledOff() throws Exception {
    broker.send(topic, "a", "one");
    broker.sendInVain(topic, "x");
    try (Connector connector = broker.open(topic)) {
      Mirror mirror = new Mirror().follow(connector);
      assertThat(mirror.items()).containsOnlyKeys("a");
      broker.send(topic, "b", "two");
      assertThat(mirror.follow(connector).items()).containsOnlyKeys("a", "b");
    }
  }

  @Test
  void wakesWhenAMessageComes() throws Exception {
    try (Connector connector = broker.open(topic);
        ChangeWatch watch = connector.watch().orElseThrow()) {
      assertThat(watch.await(Duration.ZERO)).isFalse();
      broker.send(topic, "a", "one");
      long start = System.nanoTime();
      assertThat(watch.await(Duration.ofSeconds(10))).isTrue();
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
      assertThat(watch.await(Duration.ofMillis(50))).isFalse();
    }
  }

  @Test
  void saysThatThereIsNoSuchTopic() {
    try (Connector connector = broker.open("nowhere")) {
      assertThatThrownBy(connector::test)
          .isInstanceOf(IOException.class)
          .hasMessageContaining("/nowhere: there is no such topic: check settings.topic");
    }
  }

  @Test
  void doesNotGoWhereCloudsHandOutCredentials() {
    try (Connector connector = broker.open(topic, "bootstrapServers", "169.254.169.254:9092")) {
      assertThatThrownBy(connector::test)
          .isInstanceOf(IOException.class)
          .hasMessageContaining("link-local");
    }
  }

  @Test
  void refusesSettingsThatCannotBeRight() {
    for (String[] wrong :
        new String[][] {
          {"bootstrapServers", "http://kafka:9092"},
          {"bootstrapServers", "kafka"},
          {"topic", "a b"},
          {"security", "TLS"},
          {"security", "SASL_SSL"},
          {"titleField", "title"},
          {"textType", "application/pdf"},
          {"caCertificate", "/etc/ssl/ca.pem"}
        }) {
      assertThatThrownBy(() -> broker.open(topic, wrong))
          .as(String.join("=", wrong))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("settings.");
    }
  }

  /** Notes what is told, and breaks off after so many items. */
  private static final class Told implements ScanSink {
    final List<String> items = new ArrayList<>();
    final List<Unusable> unusable = new ArrayList<>();
    final List<String> checkpoints = new ArrayList<>();
    private final int most;

    Told(int most) {
      this.most = most;
    }

    @Override
    public void item(Item item) throws InterruptedException {
      if (items.size() >= most) {
        throw new InterruptedException("broken off");
      }
      items.add(item.externalId());
    }

    @Override
    public void gone(String externalId) {
      items.remove(externalId);
    }

    @Override
    public void unusable(Unusable one) {
      unusable.add(one);
    }

    @Override
    public void checkpoint(String cursor) {
      checkpoints.add(cursor);
    }
  }
}
