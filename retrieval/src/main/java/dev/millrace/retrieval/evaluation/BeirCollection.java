package dev.millrace.retrieval.evaluation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import dev.millrace.retrieval.corpus.Revision;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * A folder in the form of the BEIR benchmark: {@code corpus.jsonl}, {@code queries.jsonl}, {@code
 * qrels/<split>.tsv}. Queries and judgments are held in memory, documents are streamed.
 *
 * @param folder where it is
 * @param documents how many documents it has
 * @param queries the text of each query that the split judges, by id
 * @param histories what was said before a query, oldest first, by the query's id; empty for one
 *     that begins its conversation
 * @param qrels for each of these the scores of its judged documents, by id
 * @param unknown what the split judges but the collection lacks
 */
public record BeirCollection(
    Path folder,
    int documents,
    Map<String, String> queries,
    Map<String, List<Said>> histories,
    Map<String, Map<String, Integer>> qrels,
    Unknown unknown) {

  /**
   * A document or a query.
   *
   * @param title empty where there is none
   * @param history what was said before a query, oldest first; empty where it does not say
   */
  public record Entry(String id, String title, String text, List<Said> history) {
    public Entry {
      requireNonNull(id, "id");
      requireNonNull(title, "title");
      requireNonNull(text, "text");
      history = List.copyOf(history);
    }
  }

  /**
   * A turn of the conversation that a query goes on with.
   *
   * @param byUser whether it is a question, not an answer
   */
  public record Said(boolean byUser, String text) {
    public Said {
      requireNonNull(text, "text");
    }
  }

  /**
   * Ids of the judgments that name nothing.
   *
   * @param queries queries without a text; they are left out
   * @param documents judgments of documents that are not in the corpus; they still count against
   *     recall and the best ranking possible, as in trec_eval
   */
  public record Unknown(int queries, int documents) {}

  public BeirCollection {
    requireNonNull(folder, "folder");
    requireNonNull(unknown, "unknown");
    queries = Collections.unmodifiableMap(new LinkedHashMap<>(queries));
    histories = Map.copyOf(histories);
    qrels = Collections.unmodifiableMap(new LinkedHashMap<>(qrels));
  }

  /** The same with other texts for its queries, each made of the text and the history. */
  public BeirCollection rewritten(BiFunction<List<Said>, String, String> rewriting) {
    Map<String, String> texts = new LinkedHashMap<>();
    queries.forEach(
        (id, text) -> texts.put(id, rewriting.apply(histories.getOrDefault(id, List.of()), text)));
    return new BeirCollection(folder, documents, texts, histories, qrels, unknown);
  }

  /** The same with only those of its queries. */
  public BeirCollection only(Predicate<String> ids) {
    Map<String, String> texts = new LinkedHashMap<>(queries);
    texts.keySet().removeIf(ids.negate());
    Map<String, Map<String, Integer>> judged = new LinkedHashMap<>(qrels);
    judged.keySet().removeIf(ids.negate());
    return new BeirCollection(folder, documents, texts, histories, judged, unknown);
  }

  /** The same with its first queries only. */
  public BeirCollection first(int most) {
    Set<String> ids = queries.keySet().stream().limit(most).collect(Collectors.toSet());
    return only(ids::contains);
  }

  /**
   * What tells these queries and their judgments from others: SHA-256 of both, in hexadecimal,
   * whatever their order. Of the texts of queries nothing: they may be rewritten.
   */
  public String judgments() {
    StringBuilder all = new StringBuilder();
    new TreeMap<>(qrels)
        .forEach(
            (query, scores) ->
                new TreeMap<>(scores)
                    .forEach(
                        (document, score) ->
                            all.append(query)
                                .append('\t')
                                .append(document)
                                .append('\t')
                                .append(score)
                                .append('\n')));
    return HexFormat.of().formatHex(Revision.sha256(all.toString().getBytes(UTF_8)));
  }

  /** Opens the split {@code test}. */
  public static BeirCollection open(Path folder) throws IOException {
    return open(folder, "test");
  }

  /**
   * Reads queries and judgments, and checks every line of the corpus.
   *
   * @throws MalformedCollectionException naming the file and line that is missing, malformed or
   *     there twice
   * @throws IOException if a file can't be read
   */
  public static BeirCollection open(Path folder, String split) throws IOException {
    if (!Files.isDirectory(folder)) {
      throw new MalformedCollectionException(folder, "is not a folder");
    }
    Path judgments = folder.resolve("qrels").resolve(split + ".tsv");
    Map<String, Map<String, Integer>> judged = Judgments.read(judgments);
    Map<String, String> texts = new LinkedHashMap<>();
    Map<String, List<Said>> histories = new HashMap<>();
    JsonLines.readDistinct(
        folder.resolve("queries.jsonl"),
        query -> {
          if (judged.containsKey(query.id())) {
            texts.put(query.id(), query.text());
            histories.put(query.id(), query.history());
          }
        });
    Set<String> ids = new HashSet<>();
    JsonLines.readDistinct(folder.resolve("corpus.jsonl"), document -> ids.add(document.id()));

    int unknownQueries = judged.size() - texts.size();
    judged.keySet().retainAll(texts.keySet());
    if (judged.isEmpty()) {
      throw new MalformedCollectionException(judgments, "judges no query of queries.jsonl");
    }
    long unknownDocuments =
        judged.values().stream()
            .flatMap(scores -> scores.keySet().stream())
            .filter(id -> !ids.contains(id))
            .count();
    return new BeirCollection(
        folder,
        ids.size(),
        texts,
        histories,
        judged,
        new Unknown(unknownQueries, Math.toIntExact(unknownDocuments)));
  }

  /** Hands over every document, in the order of the file, one in memory at a time. */
  public void forEachDocument(Consumer<Entry> consumer) throws IOException {
    JsonLines.read(folder.resolve("corpus.jsonl"), consumer::accept);
  }
}
