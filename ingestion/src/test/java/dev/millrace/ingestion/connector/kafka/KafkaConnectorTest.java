package dev.millrace.ingestion.connector.kafka;

import dev.millrace.ingestion.connector.ConnectorContract;
import dev.millrace.ingestion.connector.ConnectorType;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SharedBroker.class)
class KafkaConnectorTest extends ConnectorContract {
  private final KafkaBroker broker;

  KafkaConnectorTest(KafkaBroker broker) {
    this.broker = broker;
  }

  @Override
  protected Place open() throws Exception {
    String topic = broker.topic(3);
    return new Place() {
      @Override
      public ConnectorType type() {
        return new KafkaType(KafkaBroker.PATIENCE);
      }

      @Override
      public Map<String, String> settings() {
        return broker.settings(topic);
      }

      @Override
      public Map<String, String> elsewhere() {
        Map<String, String> settings = new HashMap<>(settings());
        settings.put("bootstrapServers", "127.0.0.1:1");
        return settings;
      }

      @Override
      public void put(String name, String text) throws Exception {
        broker.send(topic, name, text);
      }

      @Override
      public void remove(String name) throws Exception {
        broker.send(topic, name, null);
      }

      @Override
      public String externalId(String name) {
        return name;
      }

      @Override
      public void close() {}
    };
  }
}
