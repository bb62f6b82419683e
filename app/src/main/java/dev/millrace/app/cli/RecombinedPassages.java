package dev.millrace.app.cli;

import dev.millrace.retrieval.corpus.EmbeddedPassage;
import dev.millrace.retrieval.corpus.Passage;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * As many passages as are wanted, made of fewer real ones: sentences of two mixed, and the two
 * vectors mixed alike, with a little noise. So words, lengths and neighbourhoods are those of real
 * text; vectors drawn at random would lie equally far from each other, which no text does.
 *
 * @param real what they are made of, at least two
 * @param seed equal seeds give equal passages
 */
record RecombinedPassages(List<Real> real, long seed) {
  /** A real passage. */
  record Real(String title, List<String> sentences, float[] vector) {}

  /**
   * A document that was made.
   *
   * @param text its passages, one after the other
   */
  record Made(String id, String title, String text, List<EmbeddedPassage> passages) {}

  /** Of each 100 documents so many may be read by few. */
  private static final int FEW_OF_100 = 1;

  /** Of a passage, what comes from its second origin at most. */
  private static final double MOST_MIXED = 0.5;

  /** Of each dimension; in 384 dimensions the cosine to what it was made of stays above .9. */
  private static final double NOISE = 0.02;

  RecombinedPassages {
    real = List.copyOf(real);
    if (real.size() < 2) {
      throw new IllegalArgumentException("passages are made of at least two, not " + real.size());
    }
  }

  /** Whether the document may be read by few too. */
  static boolean forFew(int document) {
    return document % 100 < FEW_OF_100;
  }

  /** The document of that number, the same each time. */
  Made document(int number, int passages) {
    Random random = new Random(seed * 31 + number);
    StringBuilder text = new StringBuilder();
    List<EmbeddedPassage> made = new ArrayList<>();
    String title = real.get(random.nextInt(real.size())).title();
    int start = 0;
    for (int ordinal = 0; ordinal < passages; ordinal++) {
      Real first = real.get(random.nextInt(real.size()));
      Real second = real.get(random.nextInt(real.size()));
      double share = random.nextDouble() * MOST_MIXED;
      String passage = mixed(first.sentences(), second.sentences(), share, random);
      int length = passage.codePointCount(0, passage.length());
      made.add(
          new EmbeddedPassage(
              new Passage(ordinal, start, start + length, null, List.of(), passage),
              mixed(first.vector(), second.vector(), (float) share, random)));
      text.append(passage).append('\n');
      start += length + 1;
    }
    return new Made("made-" + number, title, text.toString(), made);
  }

  private static String mixed(
      List<String> first, List<String> second, double share, Random random) {
    List<String> sentences = new ArrayList<>();
    for (int i = 0; i < Math.max(first.size(), 1); i++) {
      List<String> from = random.nextDouble() < share && !second.isEmpty() ? second : first;
      sentences.add(from.get(Math.min(i, from.size() - 1)));
    }
    return String.join(" ", sentences);
  }

  private static float[] mixed(float[] first, float[] second, float share, Random random) {
    float[] vector = new float[first.length];
    double square = 0;
    for (int i = 0; i < vector.length; i++) {
      vector[i] =
          (1 - share) * first[i] + share * second[i] + (float) (random.nextGaussian() * NOISE);
      square += vector[i] * vector[i];
    }
    float length = (float) Math.sqrt(square);
    for (int i = 0; i < vector.length; i++) {
      vector[i] /= length;
    }
    return vector;
  }
}
