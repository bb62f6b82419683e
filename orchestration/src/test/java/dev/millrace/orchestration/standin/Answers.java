package dev.millrace.orchestration.standin;

import dev.millrace.orchestration.text.Sentences;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Makes the stand-in's text. */
@FunctionalInterface
public interface Answers {
  /** Said where nothing answers the question. */
  String NO_ANSWER = "The documents do not say.";

  /** Said in its stead if the prompt asks for it. */
  String SENTINEL = "NO_ANSWER";

  String answer(Asked asked);

  /** Always this text. */
  static Answers scripted(String text) {
    return asked -> text;
  }

  /**
   * Copies the sentence of the evidence that shares most words with the question, with its mark.
   * Where nothing is shared it says that there is no answer.
   */
  static Answers copyingEvidence() {
    return asked -> best(asked).map(Quoted::marked).orElseGet(() -> nothing(asked));
  }

  /** The same with one mistake in it. */
  static Answers copyingEvidence(Mistake mistake) {
    return asked ->
        ranked(asked).stream()
            .map(quoted -> mistake.plant(quoted, asked))
            .flatMap(Optional::stream)
            .findFirst()
            .orElseGet(() -> nothing(asked));
  }

  /** A sentence of the evidence and the number of its block. */
  record Quoted(String sentence, int number) {
    String marked() {
      return sentence + " [" + number + "]";
    }
  }

  private static Optional<Quoted> best(Asked asked) {
    return ranked(asked).stream().findFirst();
  }

  private static List<Quoted> ranked(Asked asked) {
    Set<String> wanted = new HashSet<>(Asked.words(asked.question()));
    record Scored(Quoted quoted, long shared) {}
    List<Scored> scored = new ArrayList<>();
    for (Asked.Evidence evidence : asked.evidence()) {
      for (String sentence : sentences(evidence.text())) {
        long shared = Asked.words(sentence).stream().distinct().filter(wanted::contains).count();
        if (shared > 0) {
          scored.add(new Scored(new Quoted(sentence, evidence.number()), shared));
        }
      }
    }
    return scored.stream()
        .sorted(
            Comparator.comparingLong(Scored::shared)
                .reversed()
                .thenComparingInt(one -> one.quoted().sentence().length()))
        .map(Scored::quoted)
        .toList();
  }

  private static List<String> sentences(String text) {
    return Sentences.of(text).stream()
        .map(span -> text.substring(span.start(), span.end()).strip().replaceAll("\\s+", " "))
        .filter(sentence -> !sentence.isEmpty())
        .toList();
  }

  private static String nothing(Asked asked) {
    return asked.text().contains(SENTINEL) ? SENTINEL : NO_ANSWER;
  }
}
