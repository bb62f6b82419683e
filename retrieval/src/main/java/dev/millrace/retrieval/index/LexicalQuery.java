package dev.millrace.retrieval.index;

import dev.millrace.retrieval.corpus.CanonicalText;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;

/**
 * A bag of words: any of the query's terms, each weighted by how often the query has it. Query
 * syntax is plain text here.
 */
final class LexicalQuery {
  /**
   * Lucene refuses more clauses than 1,024; a query this long is a document, and its first words
   * say what it is about.
   */
  private static final int MOST_TERMS = 512;

  private LexicalQuery() {}

  /** Empty if the query has no terms, only stop words or marks. */
  static Optional<Query> of(String text) {
    Map<String, Integer> counts = new LinkedHashMap<>();
    for (Terms.Term term : Terms.of(CanonicalText.of(text).value())) {
      if (counts.size() < MOST_TERMS || counts.containsKey(term.stem())) {
        counts.merge(term.stem(), 1, Integer::sum);
      }
    }
    if (counts.isEmpty()) {
      return Optional.empty();
    }
    BooleanQuery.Builder any = new BooleanQuery.Builder();
    counts.forEach(
        (term, count) -> {
          Query one = new TermQuery(new Term(PassageFields.TEXT, term));
          any.add(count == 1 ? one : new BoostQuery(one, count), Occur.SHOULD);
        });
    return Optional.of(any.build());
  }
}
