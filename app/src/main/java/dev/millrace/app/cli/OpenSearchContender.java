package dev.millrace.app.cli;

import dev.millrace.app.rival.OpenSearchPassages;
import dev.millrace.app.rival.OpenSearchPassages.Entry;
import dev.millrace.retrieval.corpus.EmbeddedPassage;
import dev.millrace.retrieval.search.SearchSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The same passages in OpenSearch, in a process of its own on this machine. */
final class OpenSearchContender implements SearchContender {
  /** Passages in a request; its documentation wants some megabytes in each. */
  private static final int BULK = 1_000;

  private static final String PREFIX = "made-";

  private final OpenSearchPassages passages;
  private final Map<String, float[]> queries;
  private final Path folder;
  private final List<Entry> waiting = new ArrayList<>();

  /**
   * @param queries their vectors
   * @param folder where the server keeps its data
   */
  OpenSearchContender(OpenSearchPassages passages, Map<String, float[]> queries, Path folder) {
    this.passages = passages;
    this.queries = queries;
    this.folder = folder;
  }

  @Override
  public String name() {
    return "OpenSearch";
  }

  @Override
  public void clear() throws IOException {
    passages.create();
  }

  @Override
  public void add(RecombinedPassages.Made document, boolean forFew) throws IOException {
    List<String> readers =
        forFew ? List.of(Reader.ALL.name(), Reader.FEW.name()) : List.of(Reader.ALL.name());
    long number = Long.parseLong(document.id().substring(PREFIX.length()));
    List<Entry> bulk = List.of();
    synchronized (waiting) {
      for (EmbeddedPassage one : document.passages()) {
        waiting.add(
            new Entry(
                new UUID(number, one.passage().start()),
                one.passage().searchable(document.title()),
                one.vector(),
                readers));
      }
      if (waiting.size() >= BULK) {
        bulk = List.copyOf(waiting);
        waiting.clear();
      }
    }
    if (!bulk.isEmpty()) {
      passages.add(bulk);
    }
  }

  @Override
  public void settle() throws IOException {
    synchronized (waiting) {
      if (!waiting.isEmpty()) {
        passages.add(waiting);
        waiting.clear();
      }
    }
    passages.settle();
  }

  @Override
  public List<String> search(SearchSettings settings, String query, Reader reader, int limit)
      throws IOException {
    float[] vector = queries.getOrDefault(query, new float[0]);
    List<UUID> ids =
        switch (settings.mode()) {
          case LEXICAL -> passages.lexical(query, reader.name(), limit);
          case VECTOR -> passages.vector(vector, reader.name(), limit);
          case RRF, MINMAX, HYBRID -> passages.fused(query, vector, reader.name(), limit);
        };
    return ids.stream()
        .map(
            id ->
                PassageName.of(
                    PREFIX + id.getMostSignificantBits(), (int) id.getLeastSignificantBits()))
        .toList();
  }

  @Override
  public long indexBytes() throws IOException {
    return FolderSize.of(folder);
  }
}
