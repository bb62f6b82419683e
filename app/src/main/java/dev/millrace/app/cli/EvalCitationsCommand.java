package dev.millrace.app.cli;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
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

  /** A line of {@code questions.jsonl}; what else it has is not needed. */
  record Line(@JsonProperty("_id") String id, String text, List<String> citations) {}

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
    if (!Files.isRegularFile(folder.resolve("questions.jsonl"))) {
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
          List<Path> files = pdfs(folder);
          ScratchDocuments documents = new ScratchDocuments(corpus, cut);
          for (int i = 0; i < files.size(); i++) {
            watch.at(new EvaluationRun.Step("indexing", i, files.size()));
            documents.add(
                files.get(i).getFileName().toString(), files.get(i), AccessLabel.EVERYONE);
          }
          corpus.await(documents.position());
          ExtractiveLookup lookup = new ExtractiveLookup(corpus.embedder());
          List<Cited> answered = new ArrayList<>();
          List<Line> lines = lines(folder.resolve("questions.jsonl"));
          for (Line line : lines) {
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
              .map(quote -> quote.evidence().externalId() + "#page=" + quote.evidence().page())
              .toList();
      case Extract.Nothing _ -> List.of();
    };
  }

  private static List<Path> pdfs(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.toString().toLowerCase(Locale.ROOT).endsWith(".pdf"))
          .sorted()
          .toList();
    }
  }

  private static List<Line> lines(Path file) throws IOException {
    List<Line> lines = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      try {
        if (!line.isBlank()) {
          lines.add(Json.read(line, Line.class));
        }
      } catch (JsonProcessingException e) {
        throw new CommandFailure(file + " has a line that is no question: " + line, e);
      }
    }
    return lines;
  }
}
