package dev.millrace.app.cli;

import dev.millrace.orchestration.evaluation.CitationMeasures;
import dev.millrace.orchestration.evaluation.CitationMeasures.Cited;
import dev.millrace.orchestration.extract.Extract;
import dev.millrace.orchestration.extract.ExtractiveLookup;
import dev.millrace.retrieval.corpus.AccessLabel;
import dev.millrace.retrieval.embedding.OnnxEmbedder;
import dev.millrace.retrieval.index.LuceneIndex.Bm25;
import dev.millrace.retrieval.search.Evidence;
import dev.millrace.retrieval.search.SearchMode;
import dev.millrace.retrieval.search.SearchRequest;
import dev.millrace.retrieval.search.SearchResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code eval citations DIR}: whether extractive answers cite the right pages of PDFs. */
@Command(
    name = "citations",
    description = {
      "Read the PDFs of a folder into a scratch home, answer its questions and look at the pages.",
      "citedPagesRight: of the first three pages cited, the share that is right, averaged over the"
          + " questions."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class EvalCitationsCommand implements Callable<Integer> {
  /** Passages that a question is answered from. */
  private static final int EVIDENCE = 10;

  @Parameters(
      paramLabel = "DIR",
      description =
          "Holds PDFs and questions.jsonl, whose lines have text and citations: FILE.pdf#page=N.")
  private Path folder = Path.of("");

  @Option(
      names = "--passages",
      paramLabel = EvaluationRun.Cut.FORM,
      description = "Size and overlap of passages; as they ship unless given.")
  private @Nullable String passages;

  @Option(names = "--json", description = "Write JSON only.")
  private boolean json;

  @Spec private @Nullable CommandSpec spec;

  private final Surroundings surroundings;

  EvalCitationsCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException {
    if (!new JudgedPages(folder).exist()) {
      throw Usage.wrong(spec, "there is no questions.jsonl in " + folder.toAbsolutePath());
    }
    EvaluationRun.Cut cut = checkedCut(passages);
    Terminal terminal = surroundings.terminal();
    StepWatch watch = new StepWatch(surroundings.clock());
    CitationMeasures measures;
    LiveProgress progress = new LiveProgress(terminal, watch::progress);
    try (progress) {
      if (!json || terminal.interactive()) {
        progress.start();
      }
      measures = measure(folder, cut, watch);
    }
    if (json) {
      Map<String, Object> all = new LinkedHashMap<>();
      all.put("citedPagesRight", measures.citedPagesRight());
      all.put("questions", measures.questions());
      all.put("firstPageRight", measures.firstPageRight());
      all.put("pagesCited", measures.cited());
      all.put("refused", measures.refused());
      terminal.out().println(Json.write(all));
    } else {
      terminal
          .out()
          .printf(
              Locale.ROOT,
              "citedPagesRight %.4f over %d questions; first page right %.4f, pages cited %.2f,"
                  + " refused %d%n",
              measures.citedPagesRight(),
              measures.questions(),
              measures.firstPageRight(),
              measures.cited(),
              measures.refused());
    }
    return ExitCode.DONE;
  }

  private EvaluationRun.Cut checkedCut(@Nullable String given) {
    try {
      return given == null ? EvaluationRun.Cut.usual() : EvaluationRun.Cut.of(given);
    } catch (IllegalArgumentException e) {
      throw Usage.wrong(spec, "--passages: " + e.getMessage());
    }
  }

  /** Reads the folder's PDFs and answers its questions. */
  static CitationMeasures measure(Path folder, EvaluationRun.Cut cut, StepWatch watch)
      throws IOException {
    return ScratchCorpus.with(
        home -> OnnxEmbedder.bgeSmall(home.resolve("native")),
        Bm25.DEFAULT,
        corpus -> {
          JudgedPages judged = new JudgedPages(folder);
          List<Path> files = judged.pdfs();
          ScratchDocuments documents = new ScratchDocuments(corpus, cut);
          for (int i = 0; i < files.size(); i++) {
            watch.at(new EvaluationRun.Step("indexing", i, files.size()));
            documents.add(
                files.get(i).getFileName().toString(), files.get(i), AccessLabel.EVERYONE);
          }
          corpus.await(documents.position());
          ExtractiveLookup lookup = new ExtractiveLookup(corpus.embedder());
          List<Cited> answered = new ArrayList<>();
          List<JudgedPages.Line> lines = judged.questions();
          for (JudgedPages.Line line : lines) {
            watch.at(new EvaluationRun.Step("answering", answered.size(), lines.size()));
            Extract extract =
                lookup.answer(
                    line.text(),
                    corpus.embedder().query(line.text()),
                    evidence(corpus, line.text(), documents.position()));
            answered.add(new Cited(pages(extract), Set.copyOf(line.citations())));
          }
          return CitationMeasures.of(answered);
        });
  }

  private static List<Evidence> evidence(ScratchCorpus corpus, String question, long position) {
    SearchRequest request =
        new SearchRequest(corpus.viewer("eval"), question, SearchMode.HYBRID, EVIDENCE, position);
    return switch (corpus.search().search(request)) {
      case SearchResult.Found found -> found.evidence();
      case SearchResult.Behind behind ->
          throw new IllegalStateException("the index stands at " + behind.position());
    };
  }

  private static List<String> pages(Extract extract) {
    return switch (extract) {
      case Extract.Quotes quoted ->
          quoted.quotes().stream()
              .map(
                  quote -> JudgedPages.name(quote.evidence().externalId(), quote.evidence().page()))
              .toList();
      case Extract.Nothing _ -> List.of();
    };
  }
}
