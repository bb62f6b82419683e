package dev.millrace.app.cli;

import dev.millrace.app.cli.ChunkingMeasures.Measured;
import dev.millrace.ingestion.parse.FetchedFile;
import dev.millrace.ingestion.parse.ParseResult;
import dev.millrace.ingestion.parse.ParseResult.Parsed;
import dev.millrace.ingestion.parse.TikaParser;
import dev.millrace.retrieval.corpus.AccessLabel;
import dev.millrace.retrieval.corpus.Passage;
import dev.millrace.retrieval.embedding.Embedder;
import dev.millrace.retrieval.evaluation.Span;
import dev.millrace.retrieval.evaluation.SpanCollection;
import dev.millrace.retrieval.evaluation.SpanMetrics;
import dev.millrace.retrieval.index.LuceneIndex.Bm25;
import dev.millrace.retrieval.search.SearchMode;
import dev.millrace.retrieval.search.SearchRequest;
import dev.millrace.retrieval.search.SearchResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Cuts a collection's documents in one way after another and looks what the search that serves
 * makes of it. The documents are read as plain text: the spans' positions are the files' own.
 */
final class ChunkingRun {
  /** Deep enough to fill the budget of {@link SpanMetrics} with short passages. */
  private static final int DEPTH = 50;

  private static final int MOST_CHARACTERS = 20_000_000;

  /** In the order in which they are shown. */
  static final List<SearchMode> MODES =
      List.of(SearchMode.VECTOR, SearchMode.LEXICAL, SearchMode.HYBRID);

  private final SpanCollection collection;
  private final ScratchCorpus corpus;
  private final Consumer<EvaluationRun.Step> progress;

  private ChunkingRun(
      SpanCollection collection, ScratchCorpus corpus, Consumer<EvaluationRun.Step> progress) {
    this.collection = collection;
    this.corpus = corpus;
    this.progress = progress;
  }

  /**
   * Measures the settings, each over the whole collection.
   *
   * @param embedding makes the embedder, given a home
   */
  static List<Measured> measure(
      SpanCollection collection,
      List<ChunkingSetting> settings,
      Function<Path, Embedder> embedding,
      Consumer<EvaluationRun.Step> progress)
      throws IOException {
    List<Measured> measured = new ArrayList<>();
    for (ChunkingSetting setting : settings) {
      // A corpus each: removed passages would weigh on the next one's word statistics.
      measured.add(
          ScratchCorpus.with(
              embedding,
              Bm25.DEFAULT,
              corpus -> new ChunkingRun(collection, corpus, progress).measure(setting)));
    }
    return measured;
  }

  private Measured measure(ChunkingSetting setting) throws IOException {
    ScratchDocuments documents = new ScratchDocuments(corpus);
    long tokens = 0;
    int count = 0;
    for (Map.Entry<String, Path> document : collection.documents().entrySet()) {
      Parsed parsed = read(document.getKey(), document.getValue());
      List<Passage> passages = setting.cut(parsed, corpus.embedder());
      documents.write(
          document.getKey(),
          parsed,
          AccessLabel.EVERYONE,
          new ScratchDocuments.Cut(setting.name(), passages),
          done ->
              progress.accept(
                  new EvaluationRun.Step(
                      setting.name() + ", " + document.getKey(), done, passages.size())));
      count += passages.size();
      tokens += passages.stream().mapToLong(one -> corpus.embedder().tokens(one.text())).sum();
    }
    corpus.await(documents.position());
    Map<SearchMode, SpanMetrics> modes = new LinkedHashMap<>();
    for (SearchMode mode : MODES) {
      modes.put(mode, ask(setting, mode, documents.position()));
    }
    return new Measured(setting, count, (double) tokens / count, modes);
  }

  private static Parsed read(String name, Path file) {
    ParseResult result =
        new TikaParser(MOST_CHARACTERS).parse(new FetchedFile(name + ".txt", "text/plain", file));
    return switch (result) {
      case Parsed parsed -> parsed;
      case ParseResult.NotParsed nothing ->
          throw new CommandFailure(file + " can't be read: " + nothing.reason());
    };
  }

  private SpanMetrics ask(ChunkingSetting setting, SearchMode mode, long position) {
    List<SpanMetrics> questions = new ArrayList<>();
    for (SpanCollection.Question question : collection.questions()) {
      progress.accept(
          new EvaluationRun.Step(
              setting.name() + ", " + mode.wire(),
              questions.size(),
              collection.questions().size()));
      questions.add(SpanMetrics.of(question.answers(), ranking(question.text(), mode, position)));
    }
    return SpanMetrics.mean(questions);
  }

  private List<Span> ranking(String question, SearchMode mode, long position) {
    SearchRequest request =
        new SearchRequest(corpus.viewer("eval"), question, mode, DEPTH, position);
    return switch (corpus.search().search(request)) {
      case SearchResult.Found found ->
          found.evidence().stream()
              .map(one -> new Span(one.externalId(), one.start(), one.end()))
              .toList();
      case SearchResult.Behind behind ->
          throw new IllegalStateException("the index stands at " + behind.position());
    };
  }
}
