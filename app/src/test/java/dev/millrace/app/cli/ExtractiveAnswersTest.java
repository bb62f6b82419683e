package dev.millrace.app.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.orchestration.evaluation.CitationMeasures;
import dev.millrace.orchestration.extract.Extract;
import dev.millrace.orchestration.extract.ExtractiveLookup;
import dev.millrace.orchestration.extract.Quote;
import dev.millrace.retrieval.corpus.AccessLabel;
import dev.millrace.retrieval.corpus.Principal;
import dev.millrace.retrieval.embedding.OnnxEmbedder;
import dev.millrace.retrieval.index.LuceneIndex.Bm25;
import dev.millrace.retrieval.search.SearchMode;
import dev.millrace.retrieval.search.SearchRequest;
import dev.millrace.retrieval.search.SearchResult;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Extractive answers by the parser, passages, model and search that serve. */
final class ExtractiveAnswersTest {
  private static final Path DATA = Path.of(System.getProperty("test.data", "../../shared/data"));

  @Test
  void theHandbookAnswersWhatItSaysAndNothingElse(@TempDir Path folder) throws Exception {
    Handbook handbook = new Handbook();
    handbook.unpack(folder);
    JsonNode questions;
    try (InputStream in = Handbook.class.getResourceAsStream("/handbook/questions.json")) {
      questions = new ObjectMapper().readTree(new String(in.readAllBytes(), UTF_8));
    }
    ScratchCorpus.with(
        home -> OnnxEmbedder.bgeSmall(home.resolve("native")),
        Bm25.DEFAULT,
        corpus -> {
          ScratchDocuments documents = new ScratchDocuments(corpus);
          for (String document : handbook.documents()) {
            Principal reader = Principal.parse(Handbook.reader(Handbook.folder(document)));
            documents.add(document, folder.resolve(document), AccessLabel.allow(reader));
          }
          corpus.await(documents.position());
          for (JsonNode question : questions) {
            check(question, answer(corpus, question, documents.position()));
          }
          return true;
        });
  }

  private static Extract answer(ScratchCorpus corpus, JsonNode question, long position) {
    String text = question.path("query").asText();
    SearchRequest request =
        new SearchRequest(
            corpus.viewer(question.path("as").asText()), text, SearchMode.HYBRID, 10, position);
    return switch (corpus.search().search(request)) {
      case SearchResult.Found found ->
          new ExtractiveLookup(corpus.embedder())
              .answer(text, corpus.embedder().query(text), found.evidence());
      case SearchResult.Behind behind -> throw new IllegalStateException(behind.toString());
    };
  }

  private static void check(JsonNode question, Extract extract) {
    switch (extract) {
      case Extract.Quotes quoted -> {
        assertThat(question.path("expectRefused").asBoolean()).as(quoted.toString()).isFalse();
        String said = quoted.quotes().stream().map(Quote::text).collect(Collectors.joining("\n"));
        for (JsonNode fact : question.path("expect").path("facts")) {
          assertThat(said).contains(fact.asText());
        }
        List<String> cited =
            quoted.quotes().stream().map(quote -> quote.evidence().externalId()).toList();
        for (JsonNode document : question.path("expect").path("documents")) {
          assertThat(cited).contains(document.asText());
        }
      }
      case Extract.Nothing nothing ->
          assertThat(question.path("expectRefused").asBoolean())
              .as(question.path("query").asText() + " " + nothing.answerability())
              .isTrue();
    }
  }

  @Test
  void halfOfThePagesThatAreCitedAreRight() throws Exception {
    Path folder = DATA.resolve("documents/azure-hr");
    assumeTrue(Files.isDirectory(folder), () -> "there is no " + folder + "; set test.data");

    CitationMeasures measures =
        EvalCitationsCommand.measure(
            folder, EvaluationRun.Cut.usual(), new StepWatch(InstantSource.system()));

    assertThat(measures.citedPagesRight()).isGreaterThanOrEqualTo(0.5);
    assertThat(measures.refused()).isZero();
  }
}
