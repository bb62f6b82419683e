package dev.millrace.orchestration.classify;

import dev.millrace.retrieval.embedding.Embedder;
import java.util.List;

/** A labelled question as the classifier sees it. */
record EmbeddedQuestion(QuestionClass questionClass, float[] vector) {
  static List<EmbeddedQuestion> all(List<LabelledQuestion> questions, Embedder embedder) {
    return questions.stream()
        .map(
            question ->
                new EmbeddedQuestion(question.questionClass(), embedder.query(question.text())))
        .toList();
  }
}
