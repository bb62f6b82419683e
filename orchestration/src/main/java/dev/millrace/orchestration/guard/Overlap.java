package dev.millrace.orchestration.guard;

import dev.millrace.orchestration.guard.Comparison.Miss;
import dev.millrace.orchestration.guard.Source.Part;
import dev.millrace.orchestration.guard.Source.Window;
import dev.millrace.retrieval.embedding.Embedder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/** How near claims are to evidence, by words and, where these don't tell, by meaning. */
final class Overlap {
  /** From this share of its words on, a claim is supported by them alone. */
  private static final double ENOUGH = 0.60;

  /** Below this share, no likeness of meaning helps. */
  private static final double TOO_LITTLE = 0.10;

  /**
   * What share of words and cosine of meanings must come to together between the two. Of sentences
   * that people wrote from a passage, one in fifty has less (HR, product and encyclopaedia texts);
   * beside passages of other answers, nine in ten have.
   */
  private static final double TOGETHER = 0.80;

  /** By so much more of its words other evidence must have a claim to be cited in its place. */
  private static final double MUCH_MORE = 0.25;

  /** What a further sentence must bring to be cited, as a share of the claim's words. */
  private static final double FURTHER = 0.06;

  /** What a number, date or name that is found weighs in the choice of a window. */
  private static final double FACTS = 0.25;

  private final Embedder embedder;
  private final Map<String, Double> weights;
  private final double rare;
  private final List<Source> sources;
  private final Set<String> known;
  private final Asked asked;
  private final Map<String, float[]> vectors = new ConcurrentHashMap<>();

  Overlap(Embedder embedder, String question, List<Source> sources) {
    this.embedder = embedder;
    this.asked = Asked.of(question);
    Map<String, Integer> counts = new HashMap<>();
    int parts = 0;
    for (Source source : sources) {
      for (Part part : source.parts()) {
        parts++;
        part.facts().stems().forEach(stem -> counts.merge(stem, 1, Integer::sum));
      }
    }
    int all = parts;
    Map<String, Double> byStem = new HashMap<>();
    counts.forEach((stem, count) -> byStem.put(stem, weight(all, count)));
    this.weights = Map.copyOf(byStem);
    this.rare = weight(all, 1);
    this.sources = List.copyOf(sources);
    Set<String> names = new HashSet<>();
    for (Source source : sources) {
      names.addAll(source.context().names());
      source.parts().forEach(part -> names.addAll(part.facts().names()));
    }
    this.known = Set.copyOf(names);
  }

  /** As BM25 weighs words by how rare they are. */
  private static double weight(int parts, int count) {
    return Math.log(1 + (parts - count + 0.5) / (count + 0.5)) + 0.5;
  }

  /** The window of each source that says most of the claim. */
  List<Window> best(Claim claim, List<Source> sources) {
    List<Window> best = new ArrayList<>();
    for (Source source : sources) {
      source.windows().stream()
          .max(Comparator.comparingDouble(window -> value(claim, window)))
          .ifPresent(best::add);
    }
    return best;
  }

  private double value(Claim claim, Window window) {
    int further = Math.max(0, window.parts().size() - claim.sentences());
    return words(claim, List.of(window)) + FACTS * facts(claim, window) - FURTHER * further;
  }

  private static double facts(Claim claim, Window window) {
    Facts facts = claim.facts();
    int all = facts.numbers().size() + facts.days().size() + facts.names().size();
    if (all == 0) {
      return 0;
    }
    List<Part> parts = window.parts();
    long found =
        facts.numbers().stream().filter(n -> any(parts, part -> part.has(n))).count()
            + facts.names().stream()
                .filter(n -> any(parts, part -> part.words().contains(n)))
                .count();
    if (!facts.days().isEmpty()) {
      List<Day> days = parts.stream().flatMap(part -> part.facts().days().stream()).toList();
      List<Quantity> numbers =
          parts.stream().flatMap(part -> part.facts().numbers().stream()).toList();
      found += facts.days().stream().filter(day -> day.foundIn(days, numbers)).count();
    }
    return (double) found / all;
  }

  private static boolean any(List<Part> parts, Predicate<Facts> has) {
    for (Part part : parts) {
      if (has.test(part.facts())) {
        return true;
      }
    }
    return false;
  }

  /** The share of the claim's words, by weight, that the windows and what is above them have. */
  double words(Claim claim, List<Window> windows) {
    double found = 0;
    double all = 0;
    for (String stem : claim.facts().stems()) {
      double weight = weights.getOrDefault(stem, rare);
      all += weight;
      found += windows.stream().anyMatch(window -> window.says(stem)) ? weight : 0;
    }
    return all == 0 ? 1 : found / all;
  }

  /** The claim's names, the word that begins it among them if any evidence uses it as one. */
  Set<String> names(Claim claim) {
    Set<String> names = new HashSet<>(claim.facts().openings());
    names.retainAll(known);
    names.addAll(claim.facts().names());
    return names;
  }

  /** What the question brings along: who asks claims it, not the answer. */
  Asked asked() {
    return asked;
  }

  /** Whether at least half of the evidence, two pieces or more, has this name: it tells nothing. */
  boolean everywhere(String name) {
    long having =
        sources.stream()
            .filter(
                source ->
                    source.parts().stream().anyMatch(part -> part.facts().words().contains(name)))
            .count();
    return having >= 2 && having * 2 >= sources.size();
  }

  /** Whether the claim is too far from the windows. */
  Optional<Miss> miss(Claim claim, List<Window> windows) {
    double words = words(claim, windows);
    if (words >= ENOUGH) {
      return Optional.empty();
    }
    if (words < TOO_LITTLE) {
      return Optional.of(far(words, Double.NaN));
    }
    double meaning =
        windows.stream().mapToDouble(window -> meaning(claim, window)).max().orElse(-1);
    return words + meaning >= TOGETHER ? Optional.empty() : Optional.of(far(words, meaning));
  }

  /** Whether the window says the claim beyond doubt. */
  boolean clear(Claim claim, Window window) {
    return words(claim, List.of(window)) >= ENOUGH;
  }

  /** Whether other evidence says so much more of the claim that it is the one to cite. */
  boolean better(Claim claim, Window other, List<Window> cited) {
    double now = words(claim, cited);
    return words(claim, List.of(other)) >= now + MUCH_MORE;
  }

  private static Miss far(double words, double meaning) {
    return new Miss(
        Problem.LOW_OVERLAP,
        String.format(Locale.ROOT, "%.0f %% of the words, likeness %.2f", 100 * words, meaning));
  }

  private double meaning(Claim claim, Window window) {
    float[] one = vector(claim.text());
    float[] other = vector(window.text());
    double product = 0;
    for (int i = 0; i < one.length; i++) {
      product += one[i] * other[i];
    }
    return product;
  }

  private float[] vector(String text) {
    return vectors.computeIfAbsent(text, key -> embedder.passages(List.of(key)).getFirst());
  }
}
