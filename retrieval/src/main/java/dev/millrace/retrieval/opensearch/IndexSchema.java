package dev.millrace.retrieval.opensearch;

import dev.millrace.retrieval.corpus.EmbeddingSpace;
import dev.millrace.retrieval.index.LuceneIndex.Bm25;
import dev.millrace.retrieval.index.PassageWords;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a passage is in OpenSearch, and how it is kept. Words come made and separated by spaces.
 * Nothing but the position is kept as it came: the rest is there to be searched.
 */
final class IndexSchema {
  static final String DOCUMENT = "document";
  static final String PASSAGE = "passage";
  static final String LANGUAGE = "language";
  static final String ALLOW = "allow";
  static final String DENY = "deny";
  static final String FACET = "facet";
  static final String DATE = "date";
  static final String VECTOR = "vector";
  static final String FINGERPRINT = "fingerprint";

  /** Corpus and position, in one document of the index that is no passage. */
  static final String HEAD = "head";

  /** Raised whenever fields change their meaning: an older index is then made anew. */
  static final String FORMAT = "1";

  /** Neighbours of a node and candidates while building: Lucene's own, as in our own index. */
  private static final int NEIGHBOURS = 16;

  private static final int CANDIDATES = 100;

  /**
   * How long a deletion keeps what is older from coming back: a writer that stood still for longer
   * than this begins anew.
   */
  private static final String DELETIONS_KEPT = "1h";

  private static final List<String> KEYWORDS =
      List.of(DOCUMENT, PASSAGE, LANGUAGE, ALLOW, DENY, FACET, DATE, FINGERPRINT);

  private static final Map<String, Object> KEYWORD = Map.of("type", "keyword");

  private IndexSchema() {}

  /** The name of a space as an index carries it. */
  static String name(EmbeddingSpace space) {
    return space.model() + " " + space.dimension();
  }

  /** The request that makes an index, to be found by its alias. */
  static Map<String, Object> create(
      String alias, EmbeddingSpace space, Bm25 bm25, IndexShape shape) {
    return Map.of(
        "aliases",
        Map.of(alias, Map.of()),
        "settings",
        Map.of(
            "index",
            Map.of(
                "knn",
                true,
                "number_of_shards",
                shape.shards(),
                "number_of_replicas",
                shape.copies(),
                "refresh_interval",
                -1,
                "gc_deletes",
                DELETIONS_KEPT,
                "similarity",
                Map.of(
                    "default", parameters(bm25), WordScoring.FIELDED, parameters(Bm25.FIELDED)))),
        "mappings",
        Map.of(
            "dynamic",
            "strict",
            "_meta",
            Map.of("format", FORMAT, "space", name(space)),
            "_source",
            Map.of("includes", List.of(HEAD)),
            "properties",
            properties(space)));
  }

  private static Map<String, Object> parameters(Bm25 bm25) {
    return Map.of("type", "BM25", "k1", bm25.k1(), "b", bm25.b());
  }

  /** A field of words, and within it the same for {@link WordScoring#FIELDED}. */
  private static Map<String, Object> twice(Map<String, Object> field) {
    Map<String, Object> scored = new HashMap<>(field);
    scored.put("similarity", WordScoring.FIELDED);
    Map<String, Object> twice = new HashMap<>(field);
    twice.put("fields", Map.of(WordScoring.FIELDED, scored));
    return twice;
  }

  private static Map<String, Object> properties(EmbeddingSpace space) {
    Map<String, Object> properties = new HashMap<>();
    for (String keyword : KEYWORDS) {
      properties.put(keyword, KEYWORD);
    }
    properties.put(PassageWords.PART, twice(KEYWORD));
    properties.put(PassageWords.WORD, twice(Map.of("type", "text", "analyzer", "whitespace")));
    PassageWords.stemFields()
        .forEach(
            field ->
                properties.put(
                    field,
                    twice(
                        Map.of(
                            "type", "text", "analyzer", "whitespace", "index_options", "freqs"))));
    properties.put(HEAD, Map.of("type", "object", "enabled", false));
    properties.put(
        VECTOR,
        Map.of(
            "type",
            "knn_vector",
            "dimension",
            space.dimension(),
            "method",
            Map.of(
                "name",
                "hnsw",
                "engine",
                "lucene",
                "space_type",
                "innerproduct",
                "parameters",
                Map.of("m", NEIGHBOURS, "ef_construction", CANDIDATES))));
    return properties;
  }
}
