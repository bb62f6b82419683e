package dev.millrace.ingestion.connector.kafka;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.millrace.ingestion.connector.Facts;
import dev.millrace.ingestion.connector.Item;
import dev.millrace.ingestion.connector.OwnRights;
import dev.millrace.ingestion.connector.SourceSettings;
import dev.millrace.retrieval.corpus.Principal;
import dev.millrace.retrieval.corpus.Sensitivity;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Reads messages. Where fields are set, a value is a JSON object that has them. Else it is a
 * document in the form in which one is pushed ({@code externalId}, {@code text}, {@code title} …)
 * if it is a JSON object with a text and with no other fields than these, and otherwise itself the
 * document's content.
 */
final class MessageForm {
  static final Set<String> MEDIA_TYPES = Set.of("text/plain", "text/markdown", "text/html");

  private static final String TEXT = "text";
  private static final Set<String> PUSHED =
      Set.of(
          "externalId",
          TEXT,
          "mediaType",
          "title",
          "uri",
          "metadata",
          "readers",
          "denied",
          "sensitivity");
  private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};
  private static final int LONGEST_TITLE = 200;

  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  private final Optional<Fields> fields;

  private MessageForm(Optional<Fields> fields) {
    this.fields = fields;
  }

  static MessageForm of(SourceSettings settings) {
    return new MessageForm(Fields.of(settings));
  }

  /** What is wrong with a message, for people. */
  private static final class WrongException extends Exception {
    private static final long serialVersionUID = 1;

    WrongException(String why) {
      super(why);
    }
  }

  /** Reads one message, whatever it holds. */
  Message read(ConsumerRecord<byte[], byte[]> record) {
    Optional<String> key = Optional.ofNullable(record.key()).map(MessageForm::name);
    byte[] value = record.value();
    Optional<String> about = key.filter(MessageForm::isId);
    try {
      if (value == null) {
        return new Message.Removal(
            checked(key.orElseThrow(() -> wrong("it has neither a key nor a value"))));
      }
      String otherwise = key.orElse(MessagePlace.of(record).name());
      if (fields.isPresent()) {
        return mapped(fields.get(), parsed(value), otherwise);
      }
      Optional<JsonNode> pushed = pushed(value);
      return pushed.isPresent()
          ? pushed(pushed.get(), otherwise)
          : new Message.Document(checked(otherwise), Optional.empty(), value, facts(value));
    } catch (WrongException e) {
      return new Message.Malformed(about, String.valueOf(e.getMessage()));
    }
  }

  /** Bytes that are no text are told by what they are: a PDF, say. */
  private static Facts facts(byte[] value) {
    Optional<String> type = text(value).isPresent() ? Optional.of("text/plain") : Optional.empty();
    return new Facts(Optional.empty(), type, Map.of(), OwnRights.NONE);
  }

  private static Message mapped(Fields fields, JsonNode value, String otherwise)
      throws WrongException {
    JsonNode text = Fields.at(value, fields.text());
    if (!text.isTextual()) {
      throw wrong("it has no text at " + fields.text());
    }
    if (fields.id().isPresent() && !Fields.at(value, fields.id().get()).isValueNode()) {
      throw wrong("it has no id at " + fields.id().get());
    }
    var places = fields.rights();
    if (places.readers().isPresent() && Fields.at(value, places.readers().get()).isMissingNode()) {
      // The source's readers might be more than it was meant for.
      throw wrong("it has no readers at " + places.readers().get());
    }
    Map<String, Object> metadata = new HashMap<>();
    for (String place : fields.extras().metadata()) {
      JsonNode one = Fields.at(value, place);
      if (!one.isMissingNode()) {
        metadata.put(
            place.substring(place.lastIndexOf('.') + 1), JSON.convertValue(one, Object.class));
      }
    }
    OwnRights rights =
        rights(
            place(value, places.readers()),
            place(value, places.denied()),
            place(value, places.sensitivity()));
    return new Message.Document(
        checked(fields.id().map(place -> Fields.at(value, place).asText()).orElse(otherwise)),
        string(place(value, fields.uri())),
        text.asText().getBytes(StandardCharsets.UTF_8),
        new Facts(
            title(place(value, fields.title())),
            Optional.of(fields.extras().mediaType()),
            metadata,
            rights));
  }

  private static @Nullable JsonNode place(JsonNode value, Optional<String> place) {
    JsonNode found = place.map(where -> Fields.at(value, where)).orElse(null);
    return found == null || found.isMissingNode() ? null : found;
  }

  private static Message pushed(JsonNode value, String otherwise) throws WrongException {
    String type = string(field(value, "mediaType")).orElse("text/plain");
    if (!MEDIA_TYPES.contains(type)) {
      throw wrong("mediaType is text/plain, text/markdown or text/html");
    }
    JsonNode metadata = field(value, "metadata");
    if (metadata != null && !metadata.isObject()) {
      throw wrong("metadata is a JSON object");
    }
    Map<String, Object> facts =
        metadata == null ? new HashMap<>() : JSON.convertValue(metadata, OBJECT);
    facts.values().removeIf(one -> one == null);
    OwnRights rights =
        rights(field(value, "readers"), field(value, "denied"), field(value, "sensitivity"));
    return new Message.Document(
        checked(string(field(value, "externalId")).orElse(otherwise)),
        string(field(value, "uri")),
        value.path(TEXT).asText().getBytes(StandardCharsets.UTF_8),
        new Facts(title(field(value, "title")), Optional.of(type), facts, rights));
  }

  private static @Nullable JsonNode field(JsonNode value, String name) {
    return value.hasNonNull(name) ? value.get(name) : null;
  }

  /** The value, if it is a document as one is pushed. */
  private static Optional<JsonNode> pushed(byte[] value) {
    if (value.length == 0 || value[0] != '{') {
      return Optional.empty();
    }
    try {
      JsonNode json = parsed(value);
      boolean is = json.path(TEXT).isTextual();
      for (Map.Entry<String, JsonNode> field : json.properties()) {
        is &= PUSHED.contains(field.getKey());
      }
      return is ? Optional.of(json) : Optional.empty();
    } catch (WrongException e) {
      return Optional.empty();
    }
  }

  private static JsonNode parsed(byte[] value) throws WrongException {
    try {
      JsonNode json = JSON.readTree(value);
      if (json == null || !json.isObject()) {
        throw wrong("its value is no JSON object");
      }
      return json;
    } catch (JsonProcessingException e) {
      throw wrong("its value is no JSON: " + e.getOriginalMessage());
    } catch (IOException e) {
      throw wrong("its value is no JSON: " + e.getMessage());
    }
  }

  private static OwnRights rights(
      @Nullable JsonNode readers, @Nullable JsonNode denied, @Nullable JsonNode sensitivity)
      throws WrongException {
    try {
      return new OwnRights(
          principals(readers), principals(denied), string(sensitivity).map(Sensitivity::of));
    } catch (IllegalArgumentException e) {
      throw wrong(String.valueOf(e.getMessage()));
    }
  }

  private static Optional<Set<Principal>> principals(@Nullable JsonNode all) throws WrongException {
    if (all == null) {
      return Optional.empty();
    }
    Set<Principal> principals = new HashSet<>();
    if (all.isTextual()) {
      principals.add(Principal.parse(all.asText()));
    } else if (all.isArray()) {
      for (JsonNode one : all) {
        principals.add(Principal.parse(string(one).orElseThrow(() -> wrong("a reader is empty"))));
      }
    } else {
      throw wrong("readers and denied are lists of principals");
    }
    return Optional.of(principals);
  }

  private static Optional<String> title(@Nullable JsonNode value) throws WrongException {
    return string(value)
        .map(text -> text.replaceAll("\\p{Cntrl}+", " ").strip())
        .filter(text -> !text.isEmpty())
        .map(
            text -> {
              int end = Math.min(LONGEST_TITLE, text.codePointCount(0, text.length()));
              return text.substring(0, text.offsetByCodePoints(0, end));
            });
  }

  private static Optional<String> string(@Nullable JsonNode value) throws WrongException {
    if (value != null && !value.isTextual()) {
      throw wrong("there is something else where a string should be: " + value.getNodeType());
    }
    return Optional.ofNullable(value).map(JsonNode::asText).filter(text -> !text.isBlank());
  }

  private static String checked(String id) throws WrongException {
    if (!isId(id)) {
      throw wrong(
          "its id has to have 1 to " + Item.LONGEST_ID + " characters, and no control characters");
    }
    return id;
  }

  private static boolean isId(String id) {
    return !id.isEmpty()
        && id.length() <= Item.LONGEST_ID
        && id.chars().noneMatch(Character::isISOControl);
  }

  /** A key as a name: as text, or in hexadecimal if it is none. */
  private static String name(byte[] key) {
    return text(key).orElseGet(() -> "0x" + HexFormat.of().formatHex(key));
  }

  private static Optional<String> text(byte[] bytes) {
    try {
      return Optional.of(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }

  private static WrongException wrong(String why) {
    return new WrongException(why);
  }
}
