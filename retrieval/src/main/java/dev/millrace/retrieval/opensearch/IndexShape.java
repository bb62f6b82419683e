package dev.millrace.retrieval.opensearch;

/**
 * How an index is spread over a cluster, from when it is made.
 *
 * @param shards parts, each on a node of its own where there are as many
 * @param copies of each part besides the first, so that as many nodes may be away
 */
public record IndexShape(int shards, int copies) {
  /** One part, which needs no round trip to agree on statistics, and a copy of it. */
  public static final IndexShape USUAL = new IndexShape(1, 1);

  public IndexShape {
    if (shards < 1 || copies < 0) {
      throw new IllegalArgumentException(
          "an index has a part or more and not less than no copies, not "
              + shards
              + " and "
              + copies);
    }
  }
}
