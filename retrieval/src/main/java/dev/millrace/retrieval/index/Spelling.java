package dev.millrace.retrieval.index;

import dev.millrace.retrieval.index.Languages.Language;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.lucene.index.MultiTerms;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostAttribute;
import org.apache.lucene.search.FuzzyTermsEnum;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.TopScoreDocCollectorManager;
import org.apache.lucene.util.BytesRef;

/**
 * Words for those that a reader's passages don't have: the ones of his own passages that are spelt
 * nearly alike. What he may not read has no say in it, neither in which word is missing nor in what
 * it is taken for.
 */
final class Spelling {
  private static final int SHORTEST = 4;
  private static final int LONGEST = 32;

  /** From this length on two letters may differ, before it one. */
  private static final int LONG = 8;

  /** The first letter is seldom wrong, and without it the whole vocabulary would be walked. */
  private static final int RIGHT_LETTERS = 1;

  private static final int MOST_LOOKED_AT = 64;
  private static final int MOST_TAKEN = 3;

  /** Of the weight that the word itself would have, times how alike the two are. */
  private static final float WEIGHT = 0.5f;

  private final IndexSearcher searcher;
  private final Query visible;
  private final List<Language> languages;

  Spelling(IndexSearcher searcher, Query visible, List<Language> languages) {
    this.searcher = searcher;
    this.visible = visible;
    this.languages = languages;
  }

  /**
   * A word in the place of another.
   *
   * @param weight 0 to 1
   */
  record Alike(String word, float weight) {}

  private record Near(String word, float likeness, int passages) {}

  /** Those in the place of a word; none if a passage has it, or nothing is like it. */
  List<Alike> of(String word) throws IOException {
    int length = word.codePointCount(0, word.length());
    if (length < SHORTEST
        || length > LONGEST
        || !word.codePoints().allMatch(Character::isLetter)
        || known(word)) {
      return List.of();
    }
    List<Alike> alike = new ArrayList<>();
    for (Near near : near(word, length < LONG ? 1 : 2)) {
      if (alike.size() < MOST_TAKEN && seen(new Term(WordFields.WORD, near.word()))) {
        alike.add(new Alike(near.word(), WEIGHT * near.likeness()));
      }
    }
    return alike;
  }

  /** In this or another form. */
  private boolean known(String word) throws IOException {
    if (seen(new Term(WordFields.WORD, word))) {
      return true;
    }
    for (Language language : languages) {
      List<Terms.Term> terms = Terms.of(word, language.analyzer());
      // A word without a term is a stop word of that language.
      if (terms.isEmpty() || seen(new Term(language.field(), terms.getFirst().stem()))) {
        return true;
      }
    }
    return false;
  }

  private boolean seen(Term term) throws IOException {
    Query query =
        new BooleanQuery.Builder()
            .add(new TermQuery(term), Occur.FILTER)
            .add(visible, Occur.FILTER)
            .build();
    return searcher.search(query, new TopScoreDocCollectorManager(1, 1)).scoreDocs.length > 0;
  }

  private List<Near> near(String word, int edits) throws IOException {
    org.apache.lucene.index.Terms all =
        MultiTerms.getTerms(searcher.getIndexReader(), WordFields.WORD);
    if (all == null) {
      return List.of();
    }
    List<Near> near = new ArrayList<>();
    TermsEnum terms =
        new FuzzyTermsEnum(all, new Term(WordFields.WORD, word), edits, RIGHT_LETTERS, true);
    BoostAttribute likeness = terms.attributes().addAttribute(BoostAttribute.class);
    for (BytesRef term = terms.next(); term != null; term = terms.next()) {
      near.add(new Near(term.utf8ToString(), likeness.getBoost(), terms.docFreq()));
    }
    near.sort(
        Comparator.comparingDouble(Near::likeness)
            .thenComparingInt(Near::passages)
            .reversed()
            .thenComparing(Near::word));
    return near.subList(0, Math.min(near.size(), MOST_LOOKED_AT));
  }
}
