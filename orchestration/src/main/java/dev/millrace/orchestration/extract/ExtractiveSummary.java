package dev.millrace.orchestration.extract;

import static java.util.Objects.requireNonNull;

import dev.millrace.orchestration.extract.Ranking.Ranked;
import dev.millrace.orchestration.extract.Ranking.Read;
import dev.millrace.retrieval.embedding.Embedder;
import dev.millrace.retrieval.search.Evidence;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Answers a broad question by sentences that each say something else of it, from several documents
 * where there are several: maximal marginal relevance (Carbonell and Goldstein, SIGIR 1998).
 */
public final class ExtractiveSummary {
  private static final int EMBEDDED = 24;
  private static final int MOST_SENTENCES = 6;
  private static final int MOST_OF_A_DOCUMENT = 4;

  /** A sentence is left out when its odds of answering are below the best one's by this. */
  private static final double FAR = 4;

  /** What relevance counts against likeness to what is quoted already. */
  private static final double RELEVANCE = 0.6;

  /** Cosine from which two sentences say the same. */
  private static final double SAME = 0.92;

  private final Ranking ranking;
  private final Answerability answerability;

  public ExtractiveSummary(Embedder embedder) {
    this.ranking = Ranking.shipped(requireNonNull(embedder, "embedder"));
    this.answerability = Answerability.shipped();
  }

  /**
   * Answers from the evidence alone. Quotes stand together by document, the document with the best
   * one first, and in reading order within it.
   *
   * @param queryVector the question as the embedder embeds queries
   * @param evidence what the asker may read, best first
   */
  public Extract answer(String question, float[] queryVector, List<Evidence> evidence) {
    Question asked = Question.of(question);
    List<Ranked> best = ranking.best(asked, queryVector, Read.of(asked, evidence), EMBEDDED);
    double answered = answerability.of(best);
    if (answered < ExtractiveLookup.REFUSAL || best.isEmpty()) {
      return new Extract.Nothing(ExtractiveLookup.nearest(evidence), answered);
    }
    return new Extract.Quotes(inReadingOrder(diverse(best)), answered);
  }

  private static List<Ranked> diverse(List<Ranked> best) {
    List<Ranked> left = new ArrayList<>(best);
    List<Ranked> chosen = new ArrayList<>();
    double top = best.getFirst().score();
    while (chosen.size() < MOST_SENTENCES) {
      Ranked next = null;
      double most = Double.NEGATIVE_INFINITY;
      for (Ranked part : left) {
        double likeness = likeness(part, chosen);
        double relevance = 1 + (part.score() - top) / FAR;
        double worth = RELEVANCE * relevance - (1 - RELEVANCE) * likeness;
        if (relevance > 0 && likeness < SAME && roomFor(part, chosen) && worth > most) {
          next = part;
          most = worth;
        }
      }
      if (next == null) {
        return chosen;
      }
      chosen.add(next);
      left.remove(next);
    }
    return chosen;
  }

  private static double likeness(Ranked part, List<Ranked> chosen) {
    return chosen.stream()
        .mapToDouble(other -> Ranking.cosine(part.vector(), other.vector()))
        .max()
        .orElse(0);
  }

  private static boolean roomFor(Ranked part, List<Ranked> chosen) {
    return chosen.stream().filter(other -> document(other).equals(document(part))).count()
        < MOST_OF_A_DOCUMENT;
  }

  private static UUID document(Ranked part) {
    return part.candidate().evidence().documentId();
  }

  private static List<Quote> inReadingOrder(List<Ranked> chosen) {
    Map<UUID, List<Quote>> documents = new LinkedHashMap<>();
    for (Ranked part : chosen) {
      documents
          .computeIfAbsent(document(part), _ -> new ArrayList<>())
          .add(part.candidate().quote());
    }
    List<Quote> quotes = new ArrayList<>();
    for (List<Quote> document : documents.values()) {
      document.stream().sorted(Comparator.comparingInt(Quote::start)).forEach(quotes::add);
    }
    return quotes;
  }
}
