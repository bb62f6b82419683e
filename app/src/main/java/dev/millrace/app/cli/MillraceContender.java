package dev.millrace.app.cli;

import dev.millrace.retrieval.corpus.AccessLabel;
import dev.millrace.retrieval.corpus.CanonicalText;
import dev.millrace.retrieval.corpus.CorpusWriter;
import dev.millrace.retrieval.corpus.DocumentKey;
import dev.millrace.retrieval.corpus.Principal;
import dev.millrace.retrieval.corpus.Rights;
import dev.millrace.retrieval.corpus.Sensitivity;
import dev.millrace.retrieval.corpus.SourceDocument;
import dev.millrace.retrieval.corpus.Viewer;
import dev.millrace.retrieval.search.EvidenceSearch;
import dev.millrace.retrieval.search.SearchRequest;
import dev.millrace.retrieval.search.SearchResult;
import dev.millrace.retrieval.search.SearchSettings;
import java.io.IOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The search that serves, text read from PostgreSQL under its viewer's rights. */
final class MillraceContender implements SearchContender {
  private static final UUID SOURCE = new UUID(0, 0);

  private final ScratchCorpus corpus;
  private final CorpusWriter writer;
  private final EvidenceSearch search;
  private final Map<Reader, Viewer> viewers = new EnumMap<>(Reader.class);

  MillraceContender(ScratchCorpus corpus) {
    this.corpus = corpus;
    this.writer = corpus.writer();
    this.search = corpus.search();
  }

  @Override
  public String name() {
    return "Millrace";
  }

  private static Principal principal(Reader reader) {
    return Principal.user(reader.name());
  }

  /** Documents that are there already are found unchanged. */
  @Override
  public void clear() {}

  @Override
  public void add(RecombinedPassages.Made document, boolean forFew) {
    AccessLabel label =
        forFew
            ? AccessLabel.allow(principal(Reader.ALL), principal(Reader.FEW))
            : AccessLabel.allow(principal(Reader.ALL));
    CanonicalText text = CanonicalText.of(document.text());
    SourceDocument written =
        new SourceDocument(
            new DocumentKey(ScratchCorpus.WORKSPACE, SOURCE, document.id()),
            Optional.empty(),
            document.id(),
            document.title(),
            "text/plain",
            null,
            Map.of(),
            new Rights(label, Sensitivity.PUBLIC),
            text.revision().bytes(),
            text,
            "recombined",
            List.of());
    writer.write(written, "recombined", corpus.embedder().space(), document.passages());
  }

  @Override
  public void settle() {
    corpus.awaitAll();
    for (Reader reader : Reader.values()) {
      viewers.put(reader, corpus.viewer(reader.name()));
    }
  }

  @Override
  public List<String> search(SearchSettings settings, String query, Reader reader, int limit) {
    Viewer viewer = viewers.get(reader);
    if (viewer == null) {
      throw new IllegalStateException("it is not settled");
    }
    SearchRequest request =
        new SearchRequest(viewer, query, settings.mode(), limit, 0).with(settings);
    return switch (search.search(request)) {
      case SearchResult.Found found ->
          found.evidence().stream()
              .map(evidence -> PassageName.of(evidence.externalId(), evidence.start()))
              .toList();
      case SearchResult.Behind behind ->
          throw new IllegalStateException("the index stands at " + behind.position());
    };
  }

  @Override
  public long indexBytes() throws IOException {
    return FolderSize.of(corpus.home().resolve(ScratchCorpus.INDEX));
  }
}
