package dev.millrace.retrieval.index;

import dev.millrace.retrieval.filter.TextCondition;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.LowerCaseFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.Tokenizer;
import org.apache.lucene.analysis.standard.StandardTokenizer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.document.Field.Store;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.IndexableField;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.PhraseQuery;
import org.apache.lucene.search.Query;

/**
 * The words of a passage as they are written, in lower case and with their places, whatever the
 * language: for quotations, exclusions, identifiers and spelling. And the parts of its identifiers.
 */
final class WordFields {
  static final String WORD = "word";
  static final String PART = "part";

  /** Standard tokens in lower case: no stems, and no stop words left out. */
  static final Analyzer ANALYZER =
      new Analyzer() {
        @Override
        protected TokenStreamComponents createComponents(String field) {
          Tokenizer tokens = new StandardTokenizer();
          return new TokenStreamComponents(tokens, new LowerCaseFilter(tokens));
        }
      };

  private WordFields() {}

  static List<IndexableField> of(String text) {
    List<IndexableField> fields = new ArrayList<>();
    fields.add(new TextField(WORD, text, Store.NO));
    Identifiers.parts(text).forEach(part -> fields.add(new StringField(PART, part, Store.NO)));
    return fields;
  }

  /** The words of a text, in order. */
  static List<String> words(String text) {
    List<String> words = new ArrayList<>();
    try (TokenStream tokens = ANALYZER.tokenStream(WORD, text)) {
      CharTermAttribute word = tokens.addAttribute(CharTermAttribute.class);
      tokens.reset();
      while (tokens.incrementToken()) {
        words.add(word.toString());
      }
      tokens.end();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return words;
  }

  /** Adds a condition to those of a filter. */
  static void restrict(BooleanQuery.Builder filter, TextCondition condition) {
    switch (condition) {
      case TextCondition.Holds(String text) -> filter.add(together(text), Occur.FILTER);
      case TextCondition.Lacks(String text) -> {
        if (!words(text).isEmpty()) {
          filter.add(together(text), Occur.MUST_NOT);
        }
      }
    }
  }

  /** The words one after the other; all passages if there are none. */
  private static Query together(String text) {
    List<String> words = words(text);
    return words.isEmpty()
        ? MatchAllDocsQuery.INSTANCE
        : new PhraseQuery(WORD, words.toArray(String[]::new));
  }
}
