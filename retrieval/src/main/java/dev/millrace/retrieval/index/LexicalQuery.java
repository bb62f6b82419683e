package dev.millrace.retrieval.index;

import dev.millrace.retrieval.corpus.CanonicalText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
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
    try (TokenStream tokens =
        PassageFields.ANALYZER.tokenStream(PassageFields.TEXT, CanonicalText.of(text).value())) {
      CharTermAttribute term = tokens.addAttribute(CharTermAttribute.class);
      tokens.reset();
      while (tokens.incrementToken()) {
        if (counts.size() < MOST_TERMS || counts.containsKey(term.toString())) {
          counts.merge(term.toString(), 1, Integer::sum);
        }
      }
      tokens.end();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
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
