package dev.millrace.retrieval.evaluation;

import static java.util.Objects.requireNonNull;

import dev.millrace.retrieval.corpus.AccessLabel;
import dev.millrace.retrieval.corpus.CanonicalText;
import dev.millrace.retrieval.corpus.CorpusWriter;
import dev.millrace.retrieval.corpus.DocumentKey;
import dev.millrace.retrieval.corpus.EmbeddedPassage;
import dev.millrace.retrieval.corpus.Passage;
import dev.millrace.retrieval.corpus.Rights;
import dev.millrace.retrieval.corpus.Sensitivity;
import dev.millrace.retrieval.corpus.SourceDocument;
import dev.millrace.retrieval.corpus.Viewer;
import dev.millrace.retrieval.embedding.Embedder;
import dev.millrace.retrieval.search.EvidenceSearch;
import dev.millrace.retrieval.search.SearchRequest;
import dev.millrace.retrieval.search.SearchResult;
import dev.millrace.retrieval.search.SearchSettings;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Measures a search on a judged collection, by the way that everybody's documents and questions go.
 * Each corpus entry becomes one document: of one passage, so that what is ranked is what is judged,
 * or of several, and its best passage is its place in the ranking.
 */
public final class RetrievalEvaluation {
  /** The depth of the rankings, which recall@100 needs. */
  private static final int DEPTH = 100;

  /** Entries embedded in one call: enough to keep every core busy, few enough to hold. */
  private static final int SLICE = 256;

  private static final UUID SOURCE = new UUID(0, 0);

  private final CorpusWriter corpus;
  private final Embedder embedder;
  private final EvidenceSearch search;
  private final Viewer viewer;
  private final Cutting cutting;

  /** Cuts a document into passages. */
  @FunctionalInterface
  public interface Cutting {
    List<Passage> cut(SourceDocument document);
  }

  /** Told how far a step is. */
  @FunctionalInterface
  public interface Progress {
    void at(long done, long total);
  }

  public RetrievalEvaluation(
      CorpusWriter corpus, Embedder embedder, EvidenceSearch search, Viewer viewer) {
    this(corpus, embedder, search, viewer, RetrievalEvaluation::whole);
  }

  /** The same with documents that are cut. */
  public RetrievalEvaluation(
      CorpusWriter corpus,
      Embedder embedder,
      EvidenceSearch search,
      Viewer viewer,
      Cutting cutting) {
    this.corpus = corpus;
    this.embedder = embedder;
    this.search = search;
    this.viewer = viewer;
    this.cutting = cutting;
  }

  /** A document as one passage. */
  public static List<Passage> whole(SourceDocument document) {
    return List.of(
        new Passage(0, 0, document.text().length(), null, List.of(), document.text().value()));
  }

  /**
   * Writes the collection's corpus. Entries without any text are left out: nothing can be found in
   * them.
   *
   * @return the log position that a search must see to see them all
   * @throws IOException if the corpus can't be read
   */
  public long index(BeirCollection collection, Progress progress) throws IOException {
    Batch batch = new Batch(collection.documents(), progress);
    collection.forEachDocument(batch::add);
    return batch.finish();
  }

  /** Collects documents until there are enough to embed in one call. */
  private final class Batch {
    private final List<SourceDocument> documents = new ArrayList<>();
    private final long total;
    private final Progress progress;
    private long done;
    private long position;

    Batch(long total, Progress progress) {
      this.total = total;
      this.progress = progress;
    }

    void add(BeirCollection.Entry entry) {
      document(entry).ifPresent(documents::add);
      done++;
      if (documents.size() == SLICE) {
        position = finish();
      }
    }

    long finish() {
      if (!documents.isEmpty()) {
        position = write(documents);
        documents.clear();
      }
      progress.at(done, total);
      return position;
    }
  }

  private Optional<SourceDocument> document(BeirCollection.Entry entry) {
    CanonicalText text = CanonicalText.of(entry.text().isBlank() ? entry.title() : entry.text());
    if (text.isBlank()) {
      return Optional.empty();
    }
    return Optional.of(
        new SourceDocument(
            new DocumentKey(viewer.workspace(), SOURCE, entry.id()),
            Optional.empty(),
            entry.id(),
            entry.text().isBlank() ? "" : entry.title(),
            "text/plain",
            null,
            Map.of(),
            new Rights(AccessLabel.EVERYONE, Sensitivity.PUBLIC),
            text.revision().bytes(),
            text,
            "beir",
            List.of()));
  }

  private long write(List<SourceDocument> documents) {
    List<List<Passage>> passages = documents.stream().map(cutting::cut).toList();
    List<String> searchable = new ArrayList<>();
    for (int i = 0; i < documents.size(); i++) {
      String title = documents.get(i).title();
      passages.get(i).forEach(passage -> searchable.add(passage.searchable(title)));
    }
    Iterator<float[]> vectors = embedder.passages(searchable).iterator();
    long position = 0;
    for (int i = 0; i < documents.size(); i++) {
      List<EmbeddedPassage> embedded =
          passages.get(i).stream()
              .map(passage -> new EmbeddedPassage(passage, vectors.next()))
              .toList();
      position = corpus.write(documents.get(i), "evaluated", embedder.space(), embedded).position();
    }
    return position;
  }

  /** Searches with judged queries and measures each ranking, in the collection's order. */
  public List<JudgedRanking> measure(
      BeirCollection collection, SearchSettings settings, long position, Progress progress) {
    List<JudgedRanking> rankings = new ArrayList<>();
    for (Map.Entry<String, Map<String, Integer>> judged : collection.qrels().entrySet()) {
      String query = requireNonNull(collection.queries().get(judged.getKey()));
      SearchRequest request =
          new SearchRequest(viewer, query, settings.mode(), DEPTH, position).with(settings);
      List<String> ranking =
          switch (search.search(request)) {
            case SearchResult.Found found ->
                found.evidence().stream()
                    .map(evidence -> evidence.externalId())
                    .distinct()
                    .toList();
            case SearchResult.Behind behind ->
                throw new IllegalStateException(
                    "the index stands at " + behind.position() + " of " + behind.wanted());
          };
      rankings.add(JudgedRanking.of(judged.getKey(), ranking, judged.getValue()));
      progress.at(rankings.size(), collection.qrels().size());
    }
    return rankings;
  }
}
