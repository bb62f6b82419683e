package dev.millrace.retrieval.opensearch;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.retrieval.corpus.CorpusLog.Head;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * How far the index has come, as it is kept in the index itself. Written only over what was read:
 * who writes after another has moved it, or has made the index anew, is told so and reads again.
 *
 * @param head nothing of a nil corpus where none is kept
 * @param sequence of the write that it is of; negative where none is kept
 * @param term of the primary that took that write
 */
record StoredHead(Head head, long sequence, long term) {
  static final Head NOTHING = new Head(new UUID(0, 0), 0);

  private static final StoredHead NONE = new StoredHead(NOTHING, -1, -1);

  static StoredHead read(OpenSearchClient client, String index) {
    JsonNode answer =
        client
            .send("POST", "/" + index + "/_mget", Map.of("ids", List.of(IndexSchema.HEAD)))
            .path("docs")
            .path(0);
    if (answer.has("error")) {
      throw client.refusal(client.name(), 404, answer.path("error"), "no reason");
    }
    if (!answer.path("found").asBoolean(false)) {
      return NONE;
    }
    JsonNode head = answer.path("_source").path(IndexSchema.HEAD);
    return new StoredHead(
        new Head(UUID.fromString(head.path("corpus").asText()), head.path("position").asLong()),
        answer.path("_seq_no").asLong(),
        answer.path("_primary_term").asLong());
  }

  /**
   * What is kept after a head was written in the place of this one.
   *
   * @throws OpenSearchException with a conflict if this is not what is kept any more
   */
  StoredHead replaced(OpenSearchClient client, String index, Head next) {
    String condition =
        sequence < 0 ? "op_type=create" : "if_seq_no=" + sequence + "&if_primary_term=" + term;
    JsonNode answer =
        client.send(
            "PUT",
            "/"
                + index
                + "/_doc/"
                + IndexSchema.HEAD
                + "?require_alias=true&timeout="
                + client.patience().toMillis()
                + "ms&"
                + condition,
            Map.of(
                IndexSchema.HEAD,
                Map.of("corpus", next.corpusId().toString(), "position", next.position())));
    return new StoredHead(
        next, answer.path("_seq_no").asLong(), answer.path("_primary_term").asLong());
  }
}
