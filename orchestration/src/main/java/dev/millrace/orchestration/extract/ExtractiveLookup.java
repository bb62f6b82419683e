package dev.millrace.orchestration.extract;

import static java.util.Objects.requireNonNull;

import dev.millrace.retrieval.embedding.Embedder;
import dev.millrace.retrieval.index.Terms;
import dev.millrace.retrieval.search.Evidence;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** Answers a question by the sentences that say it. */
public final class ExtractiveLookup {
  private static final int EMBEDDED = 12;
  private static final int SENTENCES = 3;
  private static final double REFUSAL = 0.3;

  private final Embedder embedder;

  public ExtractiveLookup(Embedder embedder) {
    this.embedder = requireNonNull(embedder, "embedder");
  }

  /**
   * Answers from the evidence alone.
   *
   * @param queryVector the question as the embedder embeds queries
   * @param evidence what the asker may read, best first
   */
  public Extract answer(String question, float[] queryVector, List<Evidence> evidence) {
    Set<String> asked =
        Terms.of(question).stream().map(Terms.Term::stem).collect(Collectors.toSet());
    List<Scored> lexical = new ArrayList<>();
    for (Candidate candidate : Candidate.of(evidence)) {
      Set<String> shared = new HashSet<>(candidate.stems());
      shared.retainAll(asked);
      double rank = 1.0 / candidate.n();
      lexical.add(
          new Scored(candidate, shared.size() / (double) Math.max(1, asked.size()) + rank / 4));
    }
    lexical.sort(Comparator.comparingDouble(Scored::score).reversed());
    List<Scored> few = lexical.subList(0, Math.min(EMBEDDED, lexical.size()));
    List<float[]> vectors =
        embedder.passages(few.stream().map(scored -> scored.candidate().text()).toList());
    List<Scored> ranked = new ArrayList<>();
    for (int i = 0; i < few.size(); i++) {
      ranked.add(
          new Scored(
              few.get(i).candidate(), few.get(i).score() / 2 + dot(queryVector, vectors.get(i))));
    }
    ranked.sort(Comparator.comparingDouble(Scored::score).reversed());
    double answerability =
        ranked.isEmpty() ? 0 : Math.clamp(ranked.getFirst().score() - 0.5, 0.0, 1.0);
    if (answerability < REFUSAL) {
      return new Extract.Nothing(nearest(evidence), answerability);
    }
    return new Extract.Quotes(
        ranked.stream().limit(SENTENCES).map(scored -> scored.candidate().quote()).toList(),
        answerability);
  }

  private record Scored(Candidate candidate, double score) {}

  private static double dot(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  static List<Evidence> nearest(List<Evidence> evidence) {
    Map<UUID, Evidence> documents = new LinkedHashMap<>();
    evidence.forEach(passage -> documents.putIfAbsent(passage.documentId(), passage));
    return documents.values().stream().limit(3).toList();
  }
}
