package dev.millrace.retrieval.opensearch;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.retrieval.index.CandidatePool;
import dev.millrace.retrieval.index.Dictionary;
import dev.millrace.retrieval.index.FeedbackTerms;
import dev.millrace.retrieval.index.PassageIndex.Candidate;
import dev.millrace.retrieval.index.QueryWords;
import dev.millrace.retrieval.index.WordTerm;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.DoubleUnaryOperator;

/**
 * Hits of both legs. What one leg found and the other did not is scored by the other in a second
 * round trip. Nothing is held in the cluster meanwhile: a passage that goes away between the two
 * has no score by the second, and is dropped when it is read.
 */
final class OpenSearchPool implements CandidatePool {
  private final Searches searches;
  private final Asked asked;
  private final Set<UUID> passages;
  private final Map<UUID, Double> byWords;
  private final Map<UUID, Double> byVector;
  private final boolean complete;

  /**
   * What is looked for.
   *
   * @param words what each term counts
   */
  record Asked(
      QueryWords.Weights words,
      float[] vector,
      WordScoring scoring,
      OpenSearchDictionary.Reader reader,
      Dictionary dictionary) {}

  /** Runs both legs. */
  OpenSearchPool(Searches searches, Asked asked, int depth, int neighbours) {
    this.searches = searches;
    this.asked = asked;
    List<Searches.Asked> legs = new ArrayList<>();
    legs.add(
        Searches.passages(
            Queries.nearest(asked.vector(), neighbours, asked.reader().visible()), depth));
    if (!asked.words().finding().isEmpty()) {
      legs.add(
          Searches.passages(
              Queries.within(
                  asked.scoring().any(asked.words().finding()), asked.reader().visible()),
              depth));
    }
    List<JsonNode> answers = searches.run(legs, asked.reader().name());
    this.byVector = scores(answers.getFirst(), Searches::byVector);
    this.byWords =
        answers.size() == 1 ? new HashMap<>() : scores(answers.getLast(), asked.scoring()::scaled);
    this.complete = byVector.size() < depth && byWords.size() < depth;
    this.passages = new LinkedHashSet<>(byVector.keySet());
    passages.addAll(byWords.keySet());
    fill();
  }

  private static Map<UUID, Double> scores(JsonNode answer, DoubleUnaryOperator score) {
    Map<UUID, Double> scores = new HashMap<>();
    Searches.candidates(answer, score).forEach(one -> scores.put(one.passageId(), one.score()));
    return scores;
  }

  /** Gives each passage the score that its leg did not, or of which it told a part. */
  private void fill() {
    Map<WordTerm, Float> words = asked.words().all();
    List<String> unworded = asked.words().beside().isEmpty() ? missing(byWords) : all();
    List<String> unmeasured = missing(byVector);
    List<Searches.Asked> second = new ArrayList<>();
    if (!words.isEmpty() && !unworded.isEmpty()) {
      second.add(scored(words, unworded));
    }
    boolean worded = !second.isEmpty();
    if (!unmeasured.isEmpty()) {
      // As many as the filter lets through: then none is passed over.
      second.add(
          Searches.passages(
              Queries.nearest(
                  asked.vector(),
                  unmeasured.size(),
                  Queries.terms(IndexSchema.PASSAGE, unmeasured)),
              unmeasured.size()));
    }
    List<JsonNode> answers = searches.run(second, asked.reader().name());
    if (worded) {
      byWords.putAll(scores(answers.getFirst(), asked.scoring()::scaled));
    }
    if (!unmeasured.isEmpty()) {
      byVector.putAll(scores(answers.getLast(), Searches::byVector));
    }
  }

  private List<String> all() {
    return passages.stream().map(UUID::toString).toList();
  }

  private List<String> missing(Map<UUID, Double> scores) {
    return passages.stream()
        .filter(passage -> !scores.containsKey(passage))
        .map(UUID::toString)
        .toList();
  }

  private Searches.Asked scored(Map<WordTerm, Float> words, List<String> passages) {
    return Searches.passages(
        Queries.within(asked.scoring().any(words), Queries.terms(IndexSchema.PASSAGE, passages)),
        passages.size());
  }

  private List<Candidate> ranked(Map<UUID, Double> scores) {
    return passages.stream()
        .map(passage -> new Candidate(passage, scores.getOrDefault(passage, 0.0)))
        .sorted(Candidate.BEST_FIRST)
        .toList();
  }

  @Override
  public List<Candidate> lexical() {
    return ranked(byWords);
  }

  @Override
  public List<Candidate> lexical(List<RelevantText> relevant) {
    Map<WordTerm, Float> own = asked.words().all();
    Map<WordTerm, Float> words = FeedbackTerms.added(own, relevant, asked.dictionary());
    if (words.equals(own)) {
      return lexical();
    }
    if (words.isEmpty() || passages.isEmpty()) {
      return ranked(Map.of());
    }
    return ranked(
        scores(
            searches.run(List.of(scored(words, all())), asked.reader().name()).getFirst(),
            asked.scoring()::scaled));
  }

  @Override
  public List<Candidate> nearest() {
    return ranked(byVector);
  }

  @Override
  public boolean complete() {
    return complete;
  }

  /** Holds nothing. */
  @Override
  public void close() {}
}
