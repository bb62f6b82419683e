package dev.millrace.app.cli;

import dev.millrace.ingestion.chunk.PassageCutter;
import dev.millrace.ingestion.parse.FetchedFile;
import dev.millrace.ingestion.parse.ParseResult;
import dev.millrace.ingestion.parse.ParseResult.Parsed;
import dev.millrace.ingestion.parse.TikaParser;
import dev.millrace.retrieval.corpus.AccessLabel;
import dev.millrace.retrieval.corpus.DocumentKey;
import dev.millrace.retrieval.corpus.EmbeddedPassage;
import dev.millrace.retrieval.corpus.Passage;
import dev.millrace.retrieval.corpus.Rights;
import dev.millrace.retrieval.corpus.Sensitivity;
import dev.millrace.retrieval.corpus.SourceDocument;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.IntConsumer;

/** Brings files into a scratch corpus: the parser, the passages and the vectors that serve. */
final class ScratchDocuments {
  private static final int MOST_CHARACTERS = 20_000_000;

  /** Passages embedded in one call. */
  private static final int SLICE = 64;

  private static final UUID SOURCE = new UUID(0, 0);

  private final ScratchCorpus corpus;
  private final TikaParser parser = new TikaParser(MOST_CHARACTERS);
  private final PassageCutter cutter;
  private long position;

  ScratchDocuments(ScratchCorpus corpus) {
    this(corpus, EvaluationRun.Cut.usual());
  }

  ScratchDocuments(ScratchCorpus corpus, EvaluationRun.Cut cut) {
    this.corpus = corpus;
    this.cutter = cut.cutter(corpus.embedder());
  }

  /** The log position that holds all that was added. */
  long position() {
    return position;
  }

  /**
   * Adds a file; one without text adds nothing.
   *
   * @param id what it is called in evidence
   */
  void add(String id, Path file, AccessLabel label) {
    switch (parser.parse(new FetchedFile(id, null, file))) {
      case ParseResult.NotParsed _ -> {}
      case Parsed parsed ->
          write(id, parsed, label, new Cut(cutter.segmentation(), cutter.cut(parsed)), _ -> {});
    }
  }

  /**
   * Passages and how they were cut.
   *
   * @param segmentation names the way
   */
  record Cut(String segmentation, List<Passage> passages) {}

  /**
   * Adds a document as it was read and cut elsewhere.
   *
   * @param embedded told how many passages have their vectors
   */
  void write(String id, Parsed parsed, AccessLabel label, Cut cut, IntConsumer embedded) {
    SourceDocument document =
        new SourceDocument(
            new DocumentKey(ScratchCorpus.WORKSPACE, SOURCE, id),
            Optional.empty(),
            id,
            parsed.title(),
            parsed.mediaType(),
            parsed.language(),
            Map.of(),
            new Rights(label, Sensitivity.PUBLIC),
            parsed.text().revision().bytes(),
            parsed.text(),
            parsed.parser(),
            parsed.pageStarts());
    position =
        corpus
            .writer()
            .write(
                document,
                cut.segmentation(),
                corpus.embedder().space(),
                embed(parsed.title(), cut.passages(), embedded))
            .position();
  }

  private List<EmbeddedPassage> embed(
      String title, List<Passage> passages, IntConsumer embeddedSoFar) {
    List<EmbeddedPassage> embedded = new ArrayList<>();
    while (embedded.size() < passages.size()) {
      List<Passage> slice =
          passages.subList(embedded.size(), Math.min(passages.size(), embedded.size() + SLICE));
      List<float[]> vectors =
          corpus
              .embedder()
              .passages(slice.stream().map(passage -> passage.searchable(title)).toList());
      for (int i = 0; i < slice.size(); i++) {
        embedded.add(new EmbeddedPassage(slice.get(i), vectors.get(i)));
      }
      embeddedSoFar.accept(embedded.size());
    }
    return embedded;
  }
}
