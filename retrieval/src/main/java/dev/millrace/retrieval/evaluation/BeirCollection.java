package dev.millrace.retrieval.evaluation;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A folder in the form of the BEIR benchmark: {@code corpus.jsonl}, {@code queries.jsonl}, {@code
 * qrels/<split>.tsv}. Queries and judgments are held in memory, documents are streamed.
 *
 * @param folder where it is
 * @param documents how many documents it has
 * @param queries the text of each query that the split judges, by id
 * @param qrels for each of these the scores of its judged documents, by id
 * @param unknown what the split judges but the collection lacks
 */
public record BeirCollection(
    Path folder,
    int documents,
    Map<String, String> queries,
    Map<String, Map<String, Integer>> qrels,
    Unknown unknown) {

  /**
   * A document or a query.
   *
   * @param title empty where there is none
   */
  public record Entry(String id, String title, String text) {
    public Entry {
      requireNonNull(id, "id");
      requireNonNull(title, "title");
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
    qrels = Collections.unmodifiableMap(new LinkedHashMap<>(qrels));
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
    JsonLines.readDistinct(
        folder.resolve("queries.jsonl"),
        query -> {
          if (judged.containsKey(query.id())) {
            texts.put(query.id(), query.text());
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
        judged,
        new Unknown(unknownQueries, Math.toIntExact(unknownDocuments)));
  }

  /** Hands over every document, in the order of the file, one in memory at a time. */
  public void forEachDocument(Consumer<Entry> consumer) throws IOException {
    JsonLines.read(folder.resolve("corpus.jsonl"), consumer::accept);
  }
}
