package dev.millrace.retrieval.opensearch;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.retrieval.corpus.EmbeddingSpace;
import dev.millrace.retrieval.index.LuceneIndex.Bm25;
import dev.millrace.retrieval.opensearch.OpenSearchException.Fault;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The name by which an index is found, and the index behind it: its name with a number. One that is
 * made anew gets the next number, and takes the name over in one step.
 */
final class IndexAlias {
  private static final Logger LOG = LoggerFactory.getLogger(IndexAlias.class);

  private final OpenSearchClient client;
  private final String name;
  private final EmbeddingSpace space;
  private final Bm25 bm25;
  private final IndexShape shape;

  IndexAlias(
      OpenSearchClient client, String name, EmbeddingSpace space, Bm25 bm25, IndexShape shape) {
    if (!name.matches("[a-z0-9][a-z0-9_-]{0,200}")) {
      throw new IllegalArgumentException(
          "an index is called by small letters, digits, _ and -, not \"" + name + "\"");
    }
    this.client = client;
    this.name = name;
    this.space = space;
    this.bm25 = bm25;
    this.shape = shape;
  }

  String name() {
    return name;
  }

  /**
   * Makes sure that there is an index of this space behind the name.
   *
   * @throws OpenSearchException with a mismatch if there is one with vectors of another space
   */
  void open() {
    Optional<Behind> behind = behind();
    if (behind.isEmpty()) {
      create(1);
      return;
    }
    JsonNode meta = behind.get().meta();
    if (!meta.path("space").asText().equals(IndexSchema.name(space))) {
      throw new OpenSearchException(
          Fault.MISMATCH,
          "the index %s on OpenSearch at %s holds vectors of \"%s\", not of \"%s\"; delete it, or set another millrace.opensearch.prefix"
              .formatted(
                  behind.get().index(),
                  client.name(),
                  meta.path("space").asText("nothing known"),
                  IndexSchema.name(space)));
    }
    if (!meta.path("format").asText().equals(IndexSchema.FORMAT)) {
      LOG.warn(
          "The index {} is of format {} and is made anew from the database.",
          behind.get().index(),
          meta.path("format").asText());
      anew();
    }
  }

  /** Puts an empty index in the place of the one behind the name, which is deleted. */
  void anew() {
    Optional<Behind> behind = behind();
    if (behind.isEmpty()) {
      create(1);
      return;
    }
    String old = behind.get().index();
    int number = Integer.parseInt(old.substring(old.lastIndexOf('-') + 1)) + 1;
    String next = numbered(number);
    Map<String, Object> made = new HashMap<>(schema());
    made.remove("aliases");
    ignoring(Fault.CONFLICT, () -> client.send("PUT", "/" + next, made));
    client.send(
        "POST",
        "/_aliases",
        Map.of(
            "actions",
            List.of(
                Map.of("remove", Map.of("index", old, "alias", name)),
                Map.of("add", Map.of("index", next, "alias", name)))));
    ignoring(Fault.MISSING, () -> client.send("DELETE", "/" + old));
  }

  private record Behind(String index, JsonNode meta) {}

  private Optional<Behind> behind() {
    JsonNode found;
    try {
      found = client.send("GET", "/" + name + "/_mapping");
    } catch (OpenSearchException e) {
      if (e.fault() == Fault.MISSING) {
        return Optional.empty();
      }
      throw e;
    }
    List<Behind> all = new ArrayList<>();
    found
        .properties()
        .forEach(
            one ->
                all.add(new Behind(one.getKey(), one.getValue().path("mappings").path("_meta"))));
    if (all.size() != 1 || !all.getFirst().index().matches(name + "-\\d{6}")) {
      throw new OpenSearchException(
          Fault.MISMATCH,
          "the name %s on OpenSearch at %s stands for %s and not for an index of Millrace's; set another millrace.opensearch.prefix"
              .formatted(name, client.name(), all.stream().map(Behind::index).toList()));
    }
    return Optional.of(all.getFirst());
  }

  private String numbered(int number) {
    return "%s-%06d".formatted(name, number);
  }

  private void create(int number) {
    // Refused if another process was first.
    ignoring(Fault.CONFLICT, () -> client.send("PUT", "/" + numbered(number), schema()));
    if (behind().isEmpty()) {
      throw new OpenSearchException(
          Fault.FAILED,
          "OpenSearch at %s did not make the index %s".formatted(client.name(), numbered(number)));
    }
  }

  private Map<String, Object> schema() {
    return IndexSchema.create(name, space, bm25, shape);
  }

  private static void ignoring(Fault fault, Runnable request) {
    try {
      request.run();
    } catch (OpenSearchException e) {
      if (e.fault() != fault) {
        throw e;
      }
    }
  }
}
