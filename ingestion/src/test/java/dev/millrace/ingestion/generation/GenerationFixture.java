package dev.millrace.ingestion.generation;

import dev.millrace.ingestion.HashedWords;
import dev.millrace.ingestion.chunk.Indexing;
import dev.millrace.ingestion.chunk.PassageCutter;
import dev.millrace.ingestion.parse.FetchedFile;
import dev.millrace.ingestion.parse.ParseResult.Parsed;
import dev.millrace.ingestion.parse.Structure;
import dev.millrace.ingestion.parse.TikaParser;
import dev.millrace.retrieval.corpus.AccessLabel;
import dev.millrace.retrieval.corpus.Clearance;
import dev.millrace.retrieval.corpus.CorpusWriter.Written;
import dev.millrace.retrieval.corpus.DocumentKey;
import dev.millrace.retrieval.corpus.EmbeddedPassage;
import dev.millrace.retrieval.corpus.Generation;
import dev.millrace.retrieval.corpus.Passage;
import dev.millrace.retrieval.corpus.Principal;
import dev.millrace.retrieval.corpus.Rights;
import dev.millrace.retrieval.corpus.Sensitivity;
import dev.millrace.retrieval.corpus.SourceDocument;
import dev.millrace.retrieval.corpus.Viewer;
import dev.millrace.retrieval.corpus.WorkspaceId;
import dev.millrace.retrieval.embedding.Embedder;
import dev.millrace.retrieval.embedding.Embedders;
import dev.millrace.retrieval.index.LuceneIndex;
import dev.millrace.retrieval.search.Evidence;
import dev.millrace.retrieval.search.SearchMode;
import dev.millrace.retrieval.search.SearchModels;
import dev.millrace.retrieval.search.SearchRequest;
import dev.millrace.retrieval.search.SearchResult;
import dev.millrace.retrieval.search.ServedGeneration;
import dev.millrace.retrieval.store.GenerationLog;
import dev.millrace.retrieval.store.PostgresCorpus;
import dev.millrace.retrieval.store.PostgresCorpusLog;
import dev.millrace.retrieval.store.PostgresDirectory;
import dev.millrace.retrieval.store.PostgresEvidence;
import dev.millrace.retrieval.store.PostgresGenerations;
import dev.millrace.retrieval.store.PostgresVectors;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/** A process with an old and a new model. */
final class GenerationFixture implements AutoCloseable {
  static final WorkspaceId WORKSPACE = WorkspaceId.DEFAULT;
  static final int TOKENS = 40;
  private static final UUID SOURCE = new UUID(0, 1);

  final DataSource dataSource;
  final HashedWords old = new HashedWords();
  final Embedder fresh;
  final PostgresGenerations generations;
  final PostgresCorpus corpus;
  final PostgresCorpusLog log;
  final GenerationWork work;
  private final Path folder;
  private final Embedders embedders;
  private final Map<Integer, ServedGeneration> served = new HashMap<>();

  GenerationFixture(DataSource dataSource, Path folder) {
    this(dataSource, folder, new HashedWords(Clearance.ALL, "fresh"), GenerationWork.LEASE);
  }

  GenerationFixture(DataSource dataSource, Path folder, Embedder fresh, Duration lease) {
    this.dataSource = dataSource;
    this.folder = folder;
    this.fresh = fresh;
    this.generations = new PostgresGenerations(dataSource, WORKSPACE);
    this.corpus = new PostgresCorpus(dataSource);
    this.log = new PostgresCorpusLog(dataSource);
    this.embedders = new Embedders(fresh, old);
    this.work =
        new GenerationWork(
            dataSource,
            log,
            WORKSPACE,
            embedders,
            new GenerationWork.Manner(new Share(50), lease, () -> Instant.EPOCH, _ -> {}));
    Generation _ =
        generations.liveOrFirst(old.space(), new PassageCutter(old, TOKENS).segmentation());
  }

  Generation live() {
    return generations.live().orElseThrow();
  }

  Generation build(int tokens) {
    return generations.build(fresh.space(), new PassageCutter(fresh, tokens).segmentation());
  }

  Generation now(Generation generation) {
    return generations.find(generation.id()).orElseThrow();
  }

  Indexing indexing(Generation generation) {
    return Indexing.of(generation, embedders, new PostgresVectors(dataSource)).orElseThrow();
  }

  /** Works until there is nothing to do. */
  void finish() {
    try {
      while (work.round()) {
        // The next stretch.
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  Written write(String name, String text) {
    return write(name, text, Sensitivity.INTERNAL, live());
  }

  /** Writes as a process does that holds that generation to be live. */
  Written write(String name, String text, Sensitivity sensitivity, Generation believed) {
    Indexing indexing = indexing(believed);
    Parsed parsed = parse(name, text);
    List<EmbeddedPassage> embedded = new ArrayList<>();
    for (Passage passage : indexing.cutter().cut(parsed)) {
      embedded.add(
          new EmbeddedPassage(
              passage,
              indexing
                  .embedder()
                  .passages(List.of(passage.searchable(parsed.title())))
                  .getFirst()));
    }
    SourceDocument document =
        new SourceDocument(
            new DocumentKey(WORKSPACE, SOURCE, name),
            Optional.empty(),
            name,
            parsed.title(),
            "text/markdown",
            null,
            Map.of(),
            new Rights(AccessLabel.EVERYONE, sensitivity),
            parsed.text().revision().bytes(),
            parsed.text(),
            parsed.parser(),
            parsed.pageStarts(),
            Structure.write(parsed.blocks()));
    return corpus.write(
        document, indexing.cutter().segmentation(), indexing.embedder().space(), embedded);
  }

  Parsed parse(String name, String text) {
    try {
      Path file = Files.writeString(folder.resolve(name), text);
      return (Parsed) new TikaParser(1_000_000).parse(new FetchedFile(name, null, file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What a search in that generation finds, once its index has what it may have. */
  List<Evidence> search(Generation generation, SearchMode mode, String query) {
    ServedGeneration one =
        served.computeIfAbsent(
            generation.id(),
            id ->
                ServedGeneration.open(
                    LuceneIndex.open(
                        folder.resolve("index").resolve(Integer.toString(id)),
                        generation.space(),
                        LuceneIndex.Bm25.DEFAULT),
                    generation,
                    WORKSPACE,
                    new GenerationLog(dataSource, id, generation.segmentation()),
                    new PostgresEvidence(dataSource),
                    new SearchModels(indexing(generation).embedder())));
    long reachable =
        new GenerationLog(dataSource, generation.id(), generation.segmentation())
            .head(WORKSPACE)
            .position();
    Viewer viewer = new PostgresDirectory(dataSource).viewer(WORKSPACE, Principal.user("ann"));
    return switch (one.search(new SearchRequest(viewer, query, mode, 20, reachable))
        .orElseThrow()) {
      case SearchResult.Found found -> found.evidence();
      case SearchResult.Behind behind -> throw new IllegalStateException(behind.toString());
    };
  }

  List<String> names(Generation generation, SearchMode mode, String query) {
    return search(generation, mode, query).stream().map(Evidence::externalId).distinct().toList();
  }

  @Override
  public void close() {
    served.values().forEach(ServedGeneration::close);
    work.close();
  }
}
