package dev.millrace.retrieval.index;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.OffsetAttribute;

/**
 * Words as the index knows them, so that whoever compares texts agrees with it on what is the same
 * word. Stop words, negations among them, have no term.
 */
public final class Terms {
  /**
   * A word.
   *
   * @param stem in the index's form
   * @param start first position in the text, in UTF-16 units
   * @param end position after the last
   */
  public record Term(String stem, int start, int end) {}

  private Terms() {}

  /** The terms of a canonical text by English, in order. */
  public static List<Term> of(String text) {
    return of(text, PassageFields.ANALYZER);
  }

  /** The terms of a canonical text by a language's analyzer, in order. */
  static List<Term> of(String text, Analyzer analyzer) {
    List<Term> terms = new ArrayList<>();
    try (TokenStream tokens = analyzer.tokenStream(PassageFields.TEXT, text)) {
      CharTermAttribute stem = tokens.addAttribute(CharTermAttribute.class);
      OffsetAttribute offset = tokens.addAttribute(OffsetAttribute.class);
      tokens.reset();
      while (tokens.incrementToken()) {
        terms.add(new Term(stem.toString(), offset.startOffset(), offset.endOffset()));
      }
      tokens.end();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return terms;
  }
}
