package dev.millrace.retrieval.index;

import java.io.IOException;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.AcceptDocs;
import org.apache.lucene.search.KnnFloatVectorQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TopDocs;
import org.apache.lucene.search.knn.KnnCollectorManager;
import org.apache.lucene.search.knn.KnnSearchStrategy;

/**
 * The passages nearest to a vector, of those that a reader may see. Where he may see few, all of
 * them are looked at; else the graph is walked through whatever lies in the way, and what he may
 * not see does not count.
 *
 * <p>Lucene's filtered walk, through visible passages only, is not used: of a million passages made
 * of 4,000 real ones it found .66, .78 and .94 of the ten nearest with 1, 5 and 20 % of them
 * visible, this .99 or more.
 */
final class NearestPassages extends KnnFloatVectorQuery {
  /** Never filtered: below 0 % visible. */
  private static final KnnSearchStrategy PLAIN_WALK = new KnnSearchStrategy.Hnsw(0);

  /**
   * A walk that meets visible passages seldom goes on the longer for it, and looking at all takes
   * the longer the more there are: k / share against share * passages. They were as fast with 7 %
   * of a million visible, for 100 neighbours.
   */
  private static final double EVEN = 0.07 * 0.07 * 1_000_000 / 100;

  private final int among;

  /**
   * @param wanted neighbours
   * @param among so many passages in the index
   */
  NearestPassages(float[] vector, int wanted, Query visible, int among) {
    super(PassageFields.VECTOR, vector, wanted, visible, PLAIN_WALK);
    this.among = among;
  }

  @Override
  protected TopDocs approximateSearch(
      LeafReaderContext leaf, AcceptDocs visible, int limit, KnnCollectorManager collectors)
      throws IOException {
    double share = (double) visible.cost() / leaf.reader().maxDoc();
    return share * share * among <= EVEN * getK()
        ? exactSearch(leaf, visible.iterator(), null)
        : super.approximateSearch(leaf, visible, limit, collectors);
  }

  @Override
  public boolean equals(Object other) {
    return super.equals(other) && ((NearestPassages) other).among == among;
  }

  @Override
  public int hashCode() {
    return 31 * super.hashCode() + among;
  }
}
