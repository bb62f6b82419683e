package dev.millrace.orchestration.receipt;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.orchestration.receipt.Receipt.Cited;
import dev.millrace.orchestration.receipt.Receipt.MadeBy;
import dev.millrace.retrieval.corpus.Revision;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Receipts in JSON: {@code {"receipt":{…},"signature":"…"}}, the signature being over the canonical
 * form of what is under {@code receipt}. Nothing else may be in it: what is not signed could be
 * taken for signed.
 */
final class ReceiptJson {
  static final String RECEIPT = "receipt";
  static final String SIGNATURE = "signature";
  static final String KEY_ID = "keyId";

  /** Of the form; another one gets another number. */
  private static final int VERSION = 1;

  private ReceiptJson() {}

  /** What is signed. */
  static ObjectNode of(Receipt receipt, String keyId) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("version", VERSION)
        .put(KEY_ID, keyId)
        .put("answerId", receipt.answerId().toString())
        .put("at", receipt.at().toString())
        .put("question", wellFormed(receipt.question()))
        .put("answer", wellFormed(receipt.answer()))
        .put("model", wellFormed(receipt.madeBy().model()))
        .put("tier", wellFormed(receipt.madeBy().tier()))
        .put("policy", wellFormed(receipt.madeBy().policy()))
        .put("prompt", wellFormed(receipt.madeBy().prompt()));
    json.putObject("viewer")
        .put("salt", receipt.viewer().salt())
        .put("principals", receipt.viewer().principals());
    ArrayNode evidence = json.putArray("evidence");
    for (Cited cited : receipt.evidence()) {
      ObjectNode one =
          evidence
              .addObject()
              .put("n", cited.n())
              .put("documentId", cited.documentId().toString())
              .put("externalId", wellFormed(cited.externalId()))
              .put("revision", cited.revision().hash())
              .put("start", cited.start())
              .put("end", cited.end())
              .put("sha256", cited.sha256());
      if (cited.page() == null) {
        one.putNull("page");
      } else {
        one.put("page", cited.page());
      }
    }
    return json;
  }

  /** Half a surrogate pair, which has no UTF-8, becomes a question mark, as elsewhere in Java. */
  private static String wellFormed(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
  }

  /**
   * Reads what was signed.
   *
   * @throws IllegalArgumentException naming the field that is absent, too much, or not as expected
   */
  static Receipt read(JsonNode json) {
    Fields fields = new Fields(json, RECEIPT);
    int version = fields.number("version");
    if (version != VERSION) {
      throw new IllegalArgumentException(
          "receipt.version is " + version + ", and only " + VERSION + " is understood");
    }
    fields.text(KEY_ID);
    Fields viewer = new Fields(fields.value("viewer"), "receipt.viewer");
    List<Cited> evidence = new ArrayList<>();
    for (JsonNode one : fields.array("evidence")) {
      evidence.add(cited(new Fields(one, "receipt.evidence[" + evidence.size() + "]")));
    }
    Receipt receipt =
        new Receipt(
            fields.id("answerId"),
            fields.time("at"),
            fields.text("question"),
            fields.text("answer"),
            new ViewerHash(viewer.text("salt"), viewer.text("principals")),
            evidence,
            new MadeBy(
                fields.text("model"),
                fields.text("tier"),
                fields.text("policy"),
                fields.text("prompt")));
    viewer.requireNoMore();
    fields.requireNoMore();
    return receipt;
  }

  private static Cited cited(Fields fields) {
    Cited cited =
        new Cited(
            fields.number("n"),
            fields.id("documentId"),
            fields.text("externalId"),
            new Revision(fields.text("revision")),
            fields.numberOrNull("page"),
            fields.number("start"),
            fields.number("end"),
            fields.text("sha256"));
    fields.requireNoMore();
    return cited;
  }

  /** The fields of an object, each of which must be read. */
  static final class Fields {
    private final JsonNode object;
    private final String path;
    private final Set<String> left = new HashSet<>();

    Fields(JsonNode object, String path) {
      if (!object.isObject()) {
        throw new IllegalArgumentException(path + " is not an object");
      }
      this.object = object;
      this.path = path;
      object.fieldNames().forEachRemaining(left::add);
    }

    JsonNode value(String name) {
      JsonNode value = object.get(name);
      if (value == null) {
        throw new IllegalArgumentException(path + "." + name + " is missing");
      }
      left.remove(name);
      return value;
    }

    String text(String name) {
      JsonNode value = value(name);
      if (!value.isTextual()) {
        throw wrong(name, "a string");
      }
      return value.textValue();
    }

    int number(String name) {
      JsonNode value = value(name);
      if (!value.isIntegralNumber() || !value.canConvertToInt()) {
        throw wrong(name, "a whole number");
      }
      return value.intValue();
    }

    @Nullable Integer numberOrNull(String name) {
      return value(name).isNull() ? null : number(name);
    }

    JsonNode array(String name) {
      JsonNode value = value(name);
      if (!value.isArray()) {
        throw wrong(name, "a list");
      }
      return value;
    }

    UUID id(String name) {
      try {
        return UUID.fromString(text(name));
      } catch (IllegalArgumentException e) {
        throw wrong(name, "a UUID");
      }
    }

    Instant time(String name) {
      try {
        return Instant.parse(text(name));
      } catch (DateTimeException e) {
        throw wrong(name, "a time");
      }
    }

    void requireNoMore() {
      if (!left.isEmpty()) {
        throw new IllegalArgumentException(path + " has what no receipt has: " + left);
      }
    }

    private IllegalArgumentException wrong(String name, String expected) {
      return new IllegalArgumentException(path + "." + name + " is not " + expected);
    }
  }
}
