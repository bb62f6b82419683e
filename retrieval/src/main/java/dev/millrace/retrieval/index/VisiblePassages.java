package dev.millrace.retrieval.index;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.FilterWeight;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.LRUQueryCache;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.QueryCachingPolicy;
import org.apache.lucene.search.QueryVisitor;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.TermInSetQuery;
import org.apache.lucene.search.Weight;
import org.apache.lucene.util.BytesRef;

/**
 * Passages that one of the principals is allowed and none is denied: the first enforcement of
 * access, and a part of every query.
 *
 * <p>What it finds in a segment is remembered as a set of bits. That can't become stale: a segment
 * does not change, and a document whose rights do is written anew, into another.
 */
final class VisiblePassages extends Query {
  private static final int MOST_REMEMBERED = 1_000;

  /** A bit for each passage and reader: 250 readers of a million passages. */
  private static final long MOST_BYTES = 32 << 20;

  /** Smaller segments are soon looked through. */
  private static final int LEAST_PASSAGES = 1_000;

  private static final QueryCachingPolicy ALWAYS =
      new QueryCachingPolicy() {
        @Override
        public void onUse(Query query) {}

        @Override
        public boolean shouldCache(Query query) {
          return query instanceof VisiblePassages;
        }
      };

  private final Set<Long> principals;

  VisiblePassages(Set<Long> principals) {
    this.principals = Set.copyOf(principals);
  }

  /** A place for what such queries find in one index. */
  static LRUQueryCache memory() {
    return new LRUQueryCache(
        MOST_REMEMBERED,
        MOST_BYTES,
        leaf -> leaf.reader().maxDoc() >= LEAST_PASSAGES,
        Float.MAX_VALUE);
  }

  /** Has a searcher remember what such queries find, and nothing else. */
  static void remembered(IndexSearcher searcher, LRUQueryCache memory) {
    searcher.setQueryCache(memory);
    searcher.setQueryCachingPolicy(ALWAYS);
  }

  @Override
  public Weight createWeight(IndexSearcher searcher, ScoreMode scoreMode, float boost)
      throws IOException {
    Collection<BytesRef> terms =
        principals.stream().map(principal -> new BytesRef(principal.toString())).toList();
    Query visible =
        new BooleanQuery.Builder()
            .add(new TermInSetQuery(PassageFields.ALLOW, terms), Occur.FILTER)
            .add(new TermInSetQuery(PassageFields.DENY, terms), Occur.MUST_NOT)
            .build();
    Weight weight =
        searcher.createWeight(searcher.rewrite(visible), ScoreMode.COMPLETE_NO_SCORES, boost);
    return new FilterWeight(this, weight) {};
  }

  @Override
  public void visit(QueryVisitor visitor) {
    visitor.visitLeaf(this);
  }

  @Override
  public String toString(String field) {
    return "visible to " + List.copyOf(principals);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof VisiblePassages visible && principals.equals(visible.principals);
  }

  @Override
  public int hashCode() {
    return classHash() ^ principals.hashCode();
  }
}
