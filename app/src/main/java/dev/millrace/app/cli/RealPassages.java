package dev.millrace.app.cli;

import dev.millrace.retrieval.corpus.CanonicalText;
import dev.millrace.retrieval.embedding.Embedder;
import dev.millrace.retrieval.evaluation.BeirCollection;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Of a collection the first texts and queries.
 *
 * @param queries those that are judged
 */
record RealPassages(List<Text> texts, List<String> queries) {
  /** A text; its sentences are what full stops and the like end. */
  record Text(String title, List<String> sentences) {
    /** With the vector that Millrace gives it. */
    RecombinedPassages.Real embedded(Embedder embedder) {
      String searchable = title + '\n' + String.join(" ", sentences);
      return new RecombinedPassages.Real(
          title, sentences, embedder.passages(List.of(searchable)).getFirst());
    }
  }

  static RealPassages of(Path folder, int texts, int queries) throws IOException {
    BeirCollection collection = BeirCollection.open(folder);
    List<Text> taken = new ArrayList<>();
    collection.forEachDocument(
        entry -> {
          List<String> sentences =
              Arrays.stream(CanonicalText.of(entry.text()).value().split("(?<=[.!?])\\s+", -1))
                  .map(sentence -> sentence.replaceAll("\\s+", " ").strip())
                  .filter(sentence -> !sentence.isEmpty())
                  .toList();
          if (taken.size() < texts && !sentences.isEmpty()) {
            taken.add(new Text(entry.title(), sentences));
          }
        });
    List<String> asked =
        collection.qrels().keySet().stream()
            .map(id -> String.valueOf(collection.queries().get(id)).replaceAll("\\s+", " ").strip())
            // Quotation marks and minus signs mean something to Millrace alone.
            .filter(query -> !query.contains("\"") && !query.contains(" -"))
            .limit(queries)
            .toList();
    return new RealPassages(taken, asked);
  }
}
