package dev.millrace.retrieval.index;

import java.util.Map;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;

/** A bag of weighted words as a query of Lucene's. */
final class LexicalQuery {
  private LexicalQuery() {}

  /** Any of the terms. */
  static Query any(Map<WordTerm, Float> weights) {
    BooleanQuery.Builder any = new BooleanQuery.Builder();
    weights.entrySet().stream()
        .limit(QueryWords.MOST_CLAUSES)
        .forEach(
            entry -> {
              Query one = new TermQuery(term(entry.getKey()));
              any.add(
                  entry.getValue() == 1 ? one : new BoostQuery(one, entry.getValue()),
                  Occur.SHOULD);
            });
    return any.build();
  }

  static Term term(WordTerm term) {
    return new Term(term.field(), term.text());
  }
}
