package dev.millrace.ingestion.connector.kafka;

import dev.millrace.ingestion.connector.Connector;
import dev.millrace.ingestion.connector.ConnectorType;
import dev.millrace.ingestion.connector.SettingSpec;
import dev.millrace.ingestion.connector.SourceKind;
import dev.millrace.ingestion.connector.SourceSettings;
import java.time.Duration;
import java.util.List;

/** Topics of a Kafka cluster. */
public final class KafkaType implements ConnectorType {
  static final String SERVERS = "bootstrapServers";
  static final String TOPIC = "topic";
  static final String SECURITY = "security";
  static final String MECHANISM = "mechanism";
  static final String USERNAME = "username";
  static final String PASSWORD = "password";
  static final String CERTIFICATE = "caCertificate";

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Duration patience;

  /** Brokers have ten seconds for each answer. */
  public KafkaType() {
    this(PATIENCE);
  }

  KafkaType(Duration patience) {
    this.patience = patience;
  }

  @Override
  public SourceKind kind() {
    return SourceKind.KAFKA;
  }

  @Override
  public List<SettingSpec> settings() {
    return List.of(
        SettingSpec.required(SERVERS, "brokers to begin with: host:9092, several between commas"),
        SettingSpec.required(TOPIC, "the topic; it is read from its beginning"),
        SettingSpec.withDefault(
            SECURITY, "PLAINTEXT, SSL, SASL_SSL or SASL_PLAINTEXT", "PLAINTEXT"),
        SettingSpec.withDefault(
            MECHANISM, "for SASL: PLAIN, SCRAM-SHA-256 or SCRAM-SHA-512", "SCRAM-SHA-512"),
        SettingSpec.optional(USERNAME, "for SASL: who reads"),
        SettingSpec.secret(PASSWORD, "for SASL: the user's password"),
        SettingSpec.optional(
            CERTIFICATE, "for SSL: the brokers' authority as PEM text, if Java doesn't know it"),
        SettingSpec.optional(
            Fields.TEXT,
            "where in a JSON value the text lies: body, or payload.body; left out, a value is a"
                + " document as it is pushed, or else text as it stands"),
        SettingSpec.optional(Fields.ID, "with textField: the external id's place; else the key"),
        SettingSpec.optional(Fields.TITLE, "with textField: the title's place"),
        SettingSpec.optional(Fields.URI, "with textField: the address's place"),
        SettingSpec.optional(
            Fields.READERS,
            "with textField: the readers' place; a message without them is refused"),
        SettingSpec.optional(
            Fields.DENIED, "with textField: the place of those who may not read it"),
        SettingSpec.optional(Fields.SENSITIVITY, "with textField: the sensitivity's place"),
        SettingSpec.optional(
            Fields.METADATA, "with textField: places of metadata for filters, between commas"),
        SettingSpec.withDefault(
            Fields.MEDIA_TYPE,
            "with textField: what the text is: text/plain, text/markdown or text/html",
            "text/plain"));
  }

  @Override
  public Connector open(SourceSettings settings) {
    return new KafkaConnector(Brokers.of(settings, patience), MessageForm.of(settings));
  }
}
