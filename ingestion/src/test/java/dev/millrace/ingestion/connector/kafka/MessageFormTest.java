package dev.millrace.ingestion.connector.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.ingestion.connector.SourceSettings;
import dev.millrace.retrieval.corpus.Principal;
import dev.millrace.retrieval.corpus.Sensitivity;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MessageFormTest {
  @Test
  void readsADocumentAsItIsPushed() {
    Message.Document document =
        document(
            read(
                form(),
                "key",
                """
                {"externalId":"doc/1","text":"# Über 😀","mediaType":"text/markdown","title":" A\\ttitle ",
                 "uri":"https://example.com/1","metadata":{"year":2024,"none":null,"tags":["a"]},
                 "readers":["group:hr"],"denied":["user:bob"],"sensitivity":"confidential"}
                """));

    assertThat(document.externalId()).isEqualTo("doc/1");
    assertThat(document.uri()).contains("https://example.com/1");
    assertThat(text(document)).isEqualTo("# Über 😀");
    assertThat(document.facts().title()).contains("A title");
    assertThat(document.facts().mediaType()).contains("text/markdown");
    assertThat(document.facts().metadata())
        .isEqualTo(Map.of("year", 2024, "tags", java.util.List.of("a")));
    assertThat(document.facts().rights().readers()).contains(Set.of(Principal.parse("group:hr")));
    assertThat(document.facts().rights().denied()).contains(Set.of(Principal.parse("user:bob")));
    assertThat(document.facts().rights().sensitivity()).contains(Sensitivity.of("confidential"));
  }

  @Test
  void takesOtherValuesAsTheyStand() {
    for (String value :
        new String[] {
          "", "plain", "{\"a\":1}", "{\"text\":\"t\",\"user\":1}", "{\"text\":", "[1]"
        }) {
      Message.Document document = document(read(form(), "key", value));
      assertThat(document.externalId()).isEqualTo("key");
      assertThat(text(document)).isEqualTo(value);
      assertThat(document.facts().mediaType()).contains("text/plain");
    }
    assertThat(document(read(form(), null, "plain")).externalId()).isEqualTo("3-17");
    Message.Document binary =
        document(form().read(new ConsumerRecord<>("t", 0, 0, null, new byte[] {'%', (byte) 0xff})));
    assertThat(binary.facts().mediaType()).isEmpty();
  }

  @Test
  void findsFieldsWhereTheyAreSet() {
    MessageForm form =
        form(
            "textField", "after.body",
            "idField", "after.id",
            "titleField", "after.name",
            "readersField", "acl",
            "metadataFields", "after.year, source.table",
            "textType", "text/html");

    Message.Document document =
        document(
            read(
                form,
                "key",
                "{\"after\":{\"body\":\"<p>hi\",\"id\":42,\"name\":\"N\",\"year\":2024},"
                    + "\"acl\":\"group:hr\",\"source\":{\"table\":\"t\"}}"));

    assertThat(document.externalId()).isEqualTo("42");
    assertThat(document.facts().title()).contains("N");
    assertThat(document.facts().mediaType()).contains("text/html");
    assertThat(document.facts().metadata()).isEqualTo(Map.of("year", 2024, "table", "t"));
    assertThat(document.facts().rights().readers()).contains(Set.of(Principal.parse("group:hr")));
    assertThat(wrong(read(form, "key", "{\"after\":{\"body\":\"x\",\"id\":1}}")))
        .contains("no readers at acl");
    assertThat(wrong(read(form, "key", "{\"after\":{\"body\":\"x\"},\"acl\":[]}")))
        .contains("no id at after.id");
    assertThat(wrong(read(form, "key", "{\"after\":1,\"acl\":[]}")))
        .contains("no text at after.body");
  }

  @Test
  void saysWhatIsWrong() {
    assertThat(wrong(read(form(), "k", "{\"text\":\"t\",\"readers\":[\"nonsense\"]}")))
        .isNotBlank();
    assertThat(wrong(read(form(), "k", "{\"text\":\"t\",\"readers\":[null]}"))).contains("string");
    assertThat(wrong(read(form(), "k", "{\"text\":\"t\",\"readers\":{}}"))).contains("lists");
    assertThat(wrong(read(form(), "k", "{\"text\":\"t\",\"sensitivity\":\"x\"}"))).isNotBlank();
    assertThat(wrong(read(form(), "k", "{\"text\":\"t\",\"title\":5}"))).contains("string");
    assertThat(wrong(read(form(), "k", "{\"text\":\"t\",\"mediaType\":\"image/png\"}")))
        .contains("text/plain");
    assertThat(wrong(read(form(), "k", "{\"text\":\"t\",\"metadata\":[]}"))).contains("metadata");
    assertThat(wrong(read(form(), "a\nb", "plain"))).contains("control");
    assertThat(wrong(read(form(), "x".repeat(3_000), "plain"))).contains("2000");
    assertThat(wrong(read(form(), "", "plain"))).contains("1 to");
    assertThat(wrong(read(form("textField", "t"), "k", "[".repeat(5_000)))).contains("no JSON");
    assertThat(wrong(read(form(), null, null))).contains("neither");
  }

  @Test
  void takesAMissingValueForARemoval() {
    assertThat(read(form(), "key", null)).isEqualTo(new Message.Removal("key"));
    byte[] noText = {(byte) 0xff, 1};
    assertThat(form().read(new ConsumerRecord<>("t", 0, 0, noText, null)))
        .isEqualTo(new Message.Removal("0xff01"));
  }

  private static MessageForm form(String... settings) {
    Map<String, String> all = new HashMap<>(Map.of("bootstrapServers", "k:9092", "topic", "t"));
    for (int i = 0; i < settings.length; i += 2) {
      all.put(settings[i], settings[i + 1]);
    }
    KafkaType type = new KafkaType();
    return MessageForm.of(SourceSettings.of(type.kind(), type.settings(), all));
  }

  private static Message read(MessageForm form, @Nullable String key, @Nullable String value) {
    return form.read(new ConsumerRecord<>("t", 3, 17, bytes(key), bytes(value)));
  }

  private static byte @Nullable [] bytes(@Nullable String text) {
    return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
  }

  private static Message.Document document(Message message) {
    assertThat(message).isInstanceOf(Message.Document.class);
    return (Message.Document) message;
  }

  private static String text(Message.Document document) {
    return new String(document.content(), StandardCharsets.UTF_8);
  }

  private static String wrong(Message message) {
    assertThat(message).isInstanceOf(Message.Malformed.class);
    return ((Message.Malformed) message).reason();
  }
}
