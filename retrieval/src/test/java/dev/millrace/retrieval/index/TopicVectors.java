package dev.millrace.retrieval.index;

import java.util.SplittableRandom;

/**
 * Vectors as an embedding model gives them to passages: all point roughly the same way, those of a
 * topic more so, those of one matter within it still more, and most of what tells them apart lies
 * in few dimensions. The cosine of two is about .60, of two of a topic .75, of two of a matter .85,
 * as bge-small's are (its authors give .6 to 1 as the range that occurs). Uniformly random vectors
 * have none of this: all are equally far from each other, and no graph finds a way among them.
 *
 * <p>Each is made from its number alone, so that none need be kept.
 *
 * @param dimension of the vectors
 * @param seed another seed, other vectors
 */
record TopicVectors(int dimension, long seed) {
  private static final int MATTERS_IN_A_TOPIC = 20;

  /** Shares of the squared length, which sum to 1: these are what makes the cosines above. */
  private static final double COMMON = .60;

  private static final double OF_THE_TOPIC = .15;
  private static final double OF_THE_MATTER = .10;
  private static final double OWN = .15;

  /** After so many dimensions the spread of a part has fallen to half. */
  private static final double HALF_SPREAD = 16;

  private static final long COMMON_PART = 1;
  private static final long TOPIC_PART = 2;
  private static final long MATTER_PART = 3;
  private static final long PASSAGE_PART = 4;
  private static final long QUERY_PART = 5;

  /** The vector of a passage on a matter. */
  float[] passage(int passage, int matter) {
    return vector(matter, PASSAGE_PART, passage);
  }

  /** The vector of a query about a matter: near to its passages and equal to none. */
  float[] query(int query, int matter) {
    return vector(matter, QUERY_PART, query);
  }

  private float[] vector(int matter, long part, int number) {
    double[] sum = new double[dimension];
    add(sum, COMMON, COMMON_PART, 0);
    add(sum, OF_THE_TOPIC, TOPIC_PART, matter / MATTERS_IN_A_TOPIC);
    add(sum, OF_THE_MATTER, MATTER_PART, matter);
    add(sum, OWN, part, number);
    return unit(sum);
  }

  private void add(double[] sum, double share, long part, int number) {
    SplittableRandom random = new SplittableRandom(seed * 31 + part * 1_000_003L + (number << 3L));
    double[] drawn = new double[dimension];
    double squares = 0;
    for (int i = 0; i < dimension; i++) {
      // The sum of four uniform numbers is near enough to a normal one, and quickly drawn.
      double normal =
          random.nextDouble() + random.nextDouble() + random.nextDouble() + random.nextDouble() - 2;
      // The dimensions that count are others in each part.
      int place = Math.floorMod(i * 7L + part * 53, dimension);
      drawn[place] = normal / (1 + i / HALF_SPREAD);
      squares += drawn[place] * drawn[place];
    }
    double scale = Math.sqrt(share / squares);
    for (int i = 0; i < dimension; i++) {
      sum[i] += drawn[i] * scale;
    }
  }

  private static float[] unit(double[] sum) {
    double squares = 0;
    for (double value : sum) {
      squares += value * value;
    }
    double length = Math.sqrt(squares);
    float[] unit = new float[sum.length];
    for (int i = 0; i < unit.length; i++) {
      unit[i] = (float) (sum[i] / length);
    }
    return unit;
  }
}
