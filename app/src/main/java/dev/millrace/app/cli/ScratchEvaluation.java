package dev.millrace.app.cli;

import dev.millrace.app.database.ScratchHome;
import dev.millrace.app.settings.RerankerKeys;
import dev.millrace.app.settings.Settings;
import dev.millrace.app.wiring.ConfiguredReranker;
import dev.millrace.orchestration.conversation.FollowUp;
import dev.millrace.orchestration.conversation.Turn;
import dev.millrace.orchestration.model.Role;
import dev.millrace.retrieval.embedding.Embedder;
import dev.millrace.retrieval.embedding.OnnxEmbedder;
import dev.millrace.retrieval.evaluation.BeirCollection;
import dev.millrace.retrieval.evaluation.JudgedRanking;
import dev.millrace.retrieval.evaluation.MalformedCollectionException;
import dev.millrace.retrieval.evaluation.NoEmbedder;
import dev.millrace.retrieval.evaluation.RetrievalEvaluation;
import dev.millrace.retrieval.rerank.Cascade;
import dev.millrace.retrieval.search.EvidenceSearch;
import dev.millrace.retrieval.search.SearchMode;
import dev.millrace.retrieval.search.SearchSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Measures the search that serves: the same database, index, fusion and hydration, in a home of its
 * own that is gone afterwards.
 */
final class ScratchEvaluation implements EvaluationRun {
  @Override
  public Measured run(Plan plan, Consumer<Step> progress) {
    JudgedPages pages = new JudgedPages(plan.folder());
    try (ScratchHome scratch = ScratchHome.create()) {
      Path folder = plan.folder();
      if (pages.exist()) {
        folder = scratch.path();
        pages.writeTo(folder);
      }
      return run(plan, asked(plan, BeirCollection.open(folder, plan.split())), progress);
    } catch (MalformedCollectionException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static BeirCollection asked(Plan plan, BeirCollection collection) {
    Integer limit = plan.queries().limit();
    BeirCollection half = collection.only(plan.queries().half()::holds);
    BeirCollection some = limit == null ? half : half.first(limit);
    if (some.queries().isEmpty()) {
      throw new IllegalArgumentException(plan.folder() + " has no judged query in that half");
    }
    return plan.queries().rewritten() ? some.rewritten(ScratchEvaluation::alone) : some;
  }

  private static String alone(List<BeirCollection.Said> history, String question) {
    List<Turn> turns =
        history.stream()
            .map(said -> new Turn(said.byUser() ? Role.USER : Role.ASSISTANT, said.text()))
            .toList();
    return FollowUp.rewrite(turns, question).query();
  }

  private static Measured run(Plan plan, BeirCollection collection, Consumer<Step> progress)
      throws IOException {
    return ScratchCorpus.with(
        home -> embedder(plan.modes(), home),
        plan.ranking().bm25(),
        corpus -> {
          Optional<Cascade> cascade = reranker(plan).open(corpus.home().resolve("native"));
          try {
            return measured(plan, collection, corpus, corpus.search(cascade), progress);
          } finally {
            cascade.ifPresent(Cascade::close);
          }
        });
  }

  private static ConfiguredReranker reranker(Plan plan) {
    Map<String, String> settings = new HashMap<>();
    plan.ranking()
        .reranker()
        .forEach((name, value) -> settings.put(RerankerKeys.PREFIX + "." + name, value));
    return new ConfiguredReranker(Settings.of(settings, "--reranker"));
  }

  private static Measured measured(
      Plan plan,
      BeirCollection collection,
      ScratchCorpus corpus,
      EvidenceSearch search,
      Consumer<Step> progress)
      throws IOException {
    RetrievalEvaluation evaluation = corpus.retrieval(plan.cut(), search);
    long position =
        evaluation.index(
            collection, (done, total) -> progress.accept(new Step("indexing", done, total)));
    corpus.await(position);
    Map<SearchMode, List<JudgedRanking>> modes = new EnumMap<>(SearchMode.class);
    for (SearchMode mode : plan.modes()) {
      modes.put(
          mode,
          evaluation.measure(
              collection,
              new SearchSettings(mode, plan.ranking().without()),
              position,
              (done, total) -> progress.accept(new Step(mode.wire(), done, total))));
    }
    return new Measured(collection.documents(), collection.judgments(), modes);
  }

  private static Embedder embedder(Set<SearchMode> modes, Path home) {
    return modes.equals(Set.of(SearchMode.LEXICAL))
        ? new NoEmbedder()
        : OnnxEmbedder.bgeSmall(home.resolve("native"));
  }
}
