package dev.millrace.orchestration.extract;

import static java.util.Objects.requireNonNull;

import dev.millrace.orchestration.extract.Ranking.Ranked;
import dev.millrace.orchestration.extract.Ranking.Read;
import dev.millrace.retrieval.embedding.Embedder;
import dev.millrace.retrieval.search.Evidence;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

/**
 * Answers a question by the sentences that say it, word for word. A question that asks two things
 * is answered twice; a list of steps is quoted whole.
 */
public final class ExtractiveLookup {
  /**
   * Refuses about one in thirty of the answerable questions of the training part, whose authors
   * looked at the paragraph when they asked; people who don't, ask in other words than it has.
   */
  static final double REFUSAL = 0.21;

  private static final int NEAREST = 3;
  private static final int MOST_QUOTES = 3;

  /** A further sentence of the same page is quoted if it is at most so much less likely. */
  private static final double FURTHER = Math.log(0.4);

  /** The same for one of another page or document: a wrong one costs its reader a look-up. */
  private static final double ELSEWHERE = Math.log(0.6);

  private static final double SAME = 0.7;

  private final Embedder embedder;
  private final Ranking ranking;
  private final Answerability answerability;

  public ExtractiveLookup(Embedder embedder) {
    this.embedder = requireNonNull(embedder, "embedder");
    this.ranking = Ranking.shipped(embedder);
    this.answerability = Answerability.shipped();
  }

  /**
   * Answers from the evidence alone.
   *
   * @param queryVector the question as the embedder embeds queries
   * @param evidence what the asker may read, best first
   */
  public Extract answer(String question, float[] queryVector, List<Evidence> evidence) {
    double highest = 0;
    Map<Candidate, Quote> quotes = new LinkedHashMap<>();
    List<String> clauses = Clauses.of(question);
    for (String clause : clauses) {
      Question asked = Question.of(clause);
      float[] vector = clause.equals(question) ? queryVector : embedder.query(clause);
      List<Ranked> best = ranking.best(asked, vector, Read.of(asked, evidence));
      double answered = answerability.of(best);
      highest = Math.max(highest, answered);
      if (answered >= REFUSAL) {
        take(best, clauses.size(), quotes);
      }
    }
    return quotes.isEmpty()
        ? new Extract.Nothing(nearest(evidence), highest)
        : new Extract.Quotes(List.copyOf(quotes.values()), highest);
  }

  private static void take(List<Ranked> best, int clauses, Map<Candidate, Quote> quotes) {
    Ranked first = best.getFirst();
    int most = Math.max(1, MOST_QUOTES / clauses);
    int taken = 0;
    for (Ranked part : best) {
      boolean same = samePage(first.candidate().evidence(), part.candidate().evidence());
      if (taken < most && part.score() >= first.score() + (same ? FURTHER : ELSEWHERE)) {
        taken++;
        add(part.candidate(), quotes);
      }
    }
  }

  private static void add(Candidate part, Map<Candidate, Quote> quotes) {
    Quote quote = Stretches.quote(part);
    boolean said =
        quotes.keySet().stream().anyMatch(other -> alike(other, part))
            || quotes.values().stream().anyMatch(other -> overlap(quote, other));
    if (!said) {
      quotes.put(part, quote);
    }
  }

  private static boolean samePage(Evidence one, Evidence other) {
    return one.documentId().equals(other.documentId()) && Objects.equals(one.page(), other.page());
  }

  private static boolean overlap(Quote one, Quote other) {
    return one.n() == other.n() && one.start() < other.end() && other.start() < one.end();
  }

  /** Whether two parts share most of their words, as those of two versions of a document do. */
  static boolean alike(Candidate one, Candidate other) {
    Set<String> all = new HashSet<>(one.stems());
    Set<String> shared = new HashSet<>(all);
    shared.retainAll(other.stems());
    all.addAll(other.stems());
    return shared.size() >= SAME * all.size();
  }

  static List<Evidence> nearest(List<Evidence> evidence) {
    Map<UUID, Evidence> documents = new LinkedHashMap<>();
    evidence.forEach(passage -> documents.putIfAbsent(passage.documentId(), passage));
    return documents.values().stream().limit(NEAREST).toList();
  }
}
