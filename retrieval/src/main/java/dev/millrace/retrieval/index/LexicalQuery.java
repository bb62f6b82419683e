package dev.millrace.retrieval.index;

import dev.millrace.retrieval.index.PassageIndex.AccessFilter;
import java.io.IOException;
import java.util.Map;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.TermStates;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TermQuery;

/** A bag of weighted words as a query of Lucene's. */
final class LexicalQuery {
  private LexicalQuery() {}

  /** Any of the terms that there are. */
  static Query any(Map<WordTerm, Float> weights, TermLookup lookup) throws IOException {
    BooleanQuery.Builder any = new BooleanQuery.Builder();
    int clauses = 0;
    for (Map.Entry<WordTerm, Float> entry : weights.entrySet()) {
      if (clauses++ == QueryWords.MOST_CLAUSES) {
        break;
      }
      TermStates states = lookup.of(entry.getKey());
      if (states.docFreq() > 0) {
        Query one = new TermQuery(term(entry.getKey()), states);
        any.add(entry.getValue() == 1 ? one : new BoostQuery(one, entry.getValue()), Occur.SHOULD);
      }
    }
    return any.build();
  }

  /** The best passages that a reader may see. */
  static ScoreDoc[] hits(
      Map<WordTerm, Float> weights, TermLookup lookup, AccessFilter access, int limit)
      throws IOException {
    if (weights.isEmpty()) {
      return new ScoreDoc[0];
    }
    Query query =
        new BooleanQuery.Builder()
            .add(any(weights, lookup), Occur.MUST)
            .add(PassageFields.visible(access), Occur.FILTER)
            .build();
    return lookup.searcher().search(query, limit).scoreDocs;
  }

  static Term term(WordTerm term) {
    return new Term(term.field(), term.text());
  }
}
