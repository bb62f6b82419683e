package dev.millrace.orchestration.evaluation;

import dev.millrace.orchestration.evaluation.AnswerCollection.Asked;
import dev.millrace.orchestration.extract.Extract;
import dev.millrace.orchestration.extract.ExtractiveLookup;
import dev.millrace.orchestration.extract.Training;
import dev.millrace.retrieval.corpus.Viewer;
import dev.millrace.retrieval.embedding.Embedder;
import dev.millrace.retrieval.evaluation.RetrievalEvaluation.Progress;
import dev.millrace.retrieval.search.Evidence;
import dev.millrace.retrieval.search.EvidenceSearch;
import dev.millrace.retrieval.search.SearchMode;
import dev.millrace.retrieval.search.SearchRequest;
import dev.millrace.retrieval.search.SearchResult;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Puts the questions of a collection to the search and the extractive lookup that serve. */
public final class AnswerEvaluation {
  /** Passages that a question is answered from. */
  private static final int EVIDENCE = 10;

  /** So deep there are passages of other articles. */
  private static final int DEEP = 100;

  /**
   * Of so many questions one is also learnt from with its article taken out of the evidence, and
   * half as many with its paragraph taken out: what people ask of a company's documents is often
   * not in them at all.
   */
  private static final int TAKEN_OUT = 6;

  private final EvidenceSearch search;
  private final Embedder embedder;
  private final Viewer viewer;

  public AnswerEvaluation(EvidenceSearch search, Embedder embedder, Viewer viewer) {
    this.search = search;
    this.embedder = embedder;
    this.viewer = viewer;
  }

  /** Measures on those questions. */
  public AnswerMeasures measure(List<Asked> questions, long position, Progress progress) {
    ExtractiveLookup lookup = new ExtractiveLookup(embedder);
    List<AnswerMeasures.Outcome> outcomes = new ArrayList<>();
    for (Asked asked : questions) {
      List<Evidence> evidence = evidence(asked.text(), EVIDENCE, position);
      float[] vector = embedder.query(asked.text());
      long begin = System.nanoTime();
      Extract extract = lookup.answer(asked.text(), vector, evidence);
      double millis = (System.nanoTime() - begin) / 1e6;
      boolean held =
          switch (extract) {
            case Extract.Quotes quoted ->
                AnswerMeasures.holds(quoted.quotes().getFirst().text(), asked.answers());
            case Extract.Nothing _ -> false;
          };
      outcomes.add(
          new AnswerMeasures.Outcome(
              asked.answerable(),
              held,
              extract instanceof Extract.Nothing,
              extract.answerability(),
              millis));
      progress.at(outcomes.size(), questions.size());
    }
    return AnswerMeasures.of(outcomes);
  }

  /** Learns the specialists' weights from those questions. */
  public Training.Learned learn(
      List<Asked> questions, String remark, long position, Progress progress) {
    Training training = new Training(embedder);
    int done = 0;
    for (Asked asked : questions) {
      float[] vector = embedder.query(asked.text());
      List<Evidence> deep = evidence(asked.text(), DEEP, position);
      training.add(
          asked.text(),
          vector,
          deep.subList(0, Math.min(EVIDENCE, deep.size())),
          asked.answerable(),
          sentence -> AnswerMeasures.holds(sentence, asked.answers()));
      int turn = Math.floorMod(asked.id().hashCode(), 2 * TAKEN_OUT);
      if (turn % TAKEN_OUT == 0) {
        without(training, asked, vector, deep, e -> e.title().equals(asked.article()));
      } else if (turn == 1) {
        without(training, asked, vector, deep, e -> e.externalId().equals(asked.paragraph()));
      }
      progress.at(++done, questions.size());
    }
    return training.learn(remark);
  }

  private static void without(
      Training training,
      Asked asked,
      float[] vector,
      List<Evidence> deep,
      Predicate<Evidence> takenOut) {
    List<Evidence> left = deep.stream().filter(takenOut.negate()).limit(EVIDENCE).toList();
    training.add(asked.text(), vector, left, false, _ -> false);
  }

  private List<Evidence> evidence(String question, int limit, long position) {
    return switch (search.search(
        new SearchRequest(viewer, question, SearchMode.HYBRID, limit, position))) {
      case SearchResult.Found found -> found.evidence();
      case SearchResult.Behind behind ->
          throw new IllegalStateException(
              "the index stands at " + behind.position() + " of " + behind.wanted());
    };
  }
}
