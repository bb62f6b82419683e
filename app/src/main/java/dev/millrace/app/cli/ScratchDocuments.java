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
import dev.millrace.retrieval.corpus.Sensitivity;
import dev.millrace.retrieval.corpus.SourceDocument;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Brings files into a scratch corpus: the parser, the passages and the vectors that serve. */
final class ScratchDocuments {
  private static final int MOST_CHARACTERS = 20_000_000;
  private static final UUID SOURCE = new UUID(0, 0);

  private final ScratchCorpus corpus;
  private final TikaParser parser = new TikaParser(MOST_CHARACTERS);
  private final PassageCutter cutter;
  private long position;

  ScratchDocuments(ScratchCorpus corpus) {
    this.corpus = corpus;
    this.cutter = new PassageCutter(corpus.embedder(), PassageCutter.USUAL);
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
      case Parsed parsed -> write(id, parsed, label);
    }
  }

  private void write(String id, Parsed parsed, AccessLabel label) {
    List<Passage> passages = cutter.cut(parsed);
    List<float[]> vectors =
        corpus
            .embedder()
            .passages(
                passages.stream().map(passage -> passage.searchable(parsed.title())).toList());
    List<EmbeddedPassage> embedded = new ArrayList<>();
    for (int i = 0; i < passages.size(); i++) {
      embedded.add(new EmbeddedPassage(passages.get(i), vectors.get(i)));
    }
    SourceDocument document =
        new SourceDocument(
            new DocumentKey(ScratchCorpus.WORKSPACE, SOURCE, id),
            Optional.empty(),
            id,
            parsed.title(),
            parsed.mediaType(),
            parsed.language(),
            Map.of(),
            label,
            Sensitivity.PUBLIC,
            parsed.text().revision().bytes(),
            parsed.text(),
            parsed.parser(),
            parsed.pageStarts());
    position =
        corpus
            .writer()
            .write(document, cutter.segmentation(), corpus.embedder().space(), embedded)
            .position();
  }
}
