package dev.millrace.orchestration.turn;

import static java.util.Objects.requireNonNull;

import dev.millrace.orchestration.classify.Classification;
import dev.millrace.orchestration.classify.QuestionClass;
import dev.millrace.orchestration.classify.QuestionClassifier;
import dev.millrace.orchestration.conversation.FollowUp;
import dev.millrace.orchestration.conversation.Rewritten;
import dev.millrace.retrieval.embedding.Embedder;
import dev.millrace.retrieval.search.SearchRequest;
import java.util.Optional;

/** Makes of what was typed what is searched for, and tells what kind of question it is. */
public final class Understanding {
  /** A guess that is less sure is no reason to treat a question as anything but a lookup. */
  private static final double SURE = 0.5;

  private final Embedder embedder;
  private final QuestionClassifier classifier;
  private final Optional<Rewriter> rewriter;

  /** Understands without a model that writes. */
  public Understanding(Embedder embedder, QuestionClassifier classifier) {
    this(embedder, classifier, Optional.empty());
  }

  /**
   * Understands, follow-ups with a model's help.
   *
   * @param rewriter the model; empty for none
   */
  public Understanding(
      Embedder embedder, QuestionClassifier classifier, Optional<Rewriter> rewriter) {
    this.embedder = requireNonNull(embedder, "embedder");
    this.classifier = requireNonNull(classifier, "classifier");
    this.rewriter = requireNonNull(rewriter, "rewriter");
  }

  /**
   * A question that is understood.
   *
   * @param query stands alone, and is short enough to be searched for
   * @param vector of the query
   */
  record Understood(
      String query, boolean rewritten, float[] vector, QuestionClass kind, double confidence) {}

  /** Understands the question of a turn. */
  Understood of(TurnInHand turn, Deadline deadline) {
    Optional<String> alone =
        turn.history().follows()
            ? rewriter.flatMap(model -> model.alone(turn, deadline))
            : Optional.empty();
    Rewritten rewritten =
        alone
            .map(question -> new Rewritten(question, !question.equals(turn.question())))
            .orElseGet(() -> FollowUp.rewrite(turn.history().turns(), turn.question()));
    String query = shortened(rewritten.query());
    float[] vector = embedder.query(query);
    Classification guess = classifier.classify(vector);
    QuestionClass kind = guess.confidence() >= SURE ? guess.questionClass() : QuestionClass.LOOKUP;
    return new Understood(query, rewritten.changed(), vector, kind, guess.confidence());
  }

  /** A longer one is a document, and its first words say what it is about. */
  private static String shortened(String query) {
    return query.length() <= SearchRequest.LONGEST_QUERY
        ? query
        : query.substring(0, query.offsetByCodePoints(0, SearchRequest.LONGEST_QUERY / 2));
  }
}
