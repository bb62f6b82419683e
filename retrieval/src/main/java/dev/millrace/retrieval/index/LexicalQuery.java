package dev.millrace.retrieval.index;

import dev.millrace.retrieval.corpus.CanonicalText;
import dev.millrace.retrieval.index.Languages.Language;
import dev.millrace.retrieval.index.PassageIndex.Wording;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.lucene.analysis.CharArraySet;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;

/**
 * A bag of words: any of the query's terms, each weighted by how often the query has it, in each
 * language that the index has passages in. Query syntax is plain text here.
 */
final class LexicalQuery {
  /**
   * Lucene refuses more clauses than 1,024; a query this long is a document, and its first words
   * say what it is about.
   */
  private static final int MOST_TERMS = 512;

  /** Of a word's weight, what it has as it is written; its stem has the rest. */
  static final float WRITTEN = 0.2f;

  /** Beside the weight of a word anywhere, that of its stem in the title or a heading. */
  static final float TITLE = 0.3f;

  /** Of the weight of a word itself, that of an identifier of which the word is a part. */
  private static final float PART = 0.3f;

  /** Longer queries are texts, and nobody misspells one word of them to no avail. */
  private static final int MOST_FORGIVEN = 32;

  private LexicalQuery() {}

  /**
   * Empty if the query has no terms, only stop words or marks.
   *
   * @param visible the passages from which spellings may be taken
   */
  static Optional<Query> of(Wording wording, IndexSearcher searcher, Query visible)
      throws IOException {
    Map<Term, Float> weights = weights(wording, searcher, visible);
    return weights.isEmpty() ? Optional.empty() : Optional.of(any(weights));
  }

  /** What each term counts; none if the query has no terms. As {@link #of}. */
  static Map<Term, Float> weights(Wording wording, IndexSearcher searcher, Query visible)
      throws IOException {
    String text = CanonicalText.of(wording.text()).value();
    List<String> words = WordFields.words(text);
    List<Language> languages = languages(searcher.getIndexReader());
    Map<Term, Float> weights = new LinkedHashMap<>();
    Optional<Language> own = Languages.of(words, languages);
    for (Language language : languages) {
      CharArraySet foreign =
          own.filter(one -> !one.equals(language))
              .map(Languages::common)
              .orElse(CharArraySet.EMPTY_SET);
      add(weights, language, text, foreign);
    }
    if (wording.fielded()) {
      addTitles(weights, languages);
      addWritten(weights, own.orElse(Languages.ENGLISH), text);
    }
    if (wording.forgiving() && words.size() <= MOST_FORGIVEN) {
      parts(text, words).forEach(term -> weights.merge(term, PART, Float::sum));
      Spelling spelling = new Spelling(searcher, visible, languages);
      for (String word : words.stream().distinct().toList()) {
        for (Spelling.Alike alike : spelling.of(word)) {
          for (Language language : languages) {
            for (Terms.Term term : Terms.of(alike.word(), language.analyzer())) {
              weights.merge(new Term(language.field(), term.stem()), alike.weight(), Math::max);
            }
          }
        }
      }
    }
    return weights;
  }

  /** A word that only holds sentences together in the query's language means nothing in others. */
  private static void add(
      Map<Term, Float> weights, Language language, String text, CharArraySet foreign) {
    int most = weights.size() + MOST_TERMS;
    for (Terms.Term term : Terms.of(text, language.analyzer())) {
      Term one = new Term(language.field(), term.stem());
      boolean means =
          foreign.isEmpty()
              || !foreign.contains(
                  text.substring(term.start(), term.end()).toLowerCase(Locale.ROOT));
      if (means && (weights.size() < most || weights.containsKey(one))) {
        weights.merge(one, 1f, Float::sum);
      }
    }
  }

  /** Each stem in titles too; a part of its weight anywhere goes to the word as it is written. */
  private static void addTitles(Map<Term, Float> weights, List<Language> languages) {
    Map<Term, Float> stems = new LinkedHashMap<>(weights);
    weights.replaceAll((term, weight) -> weight * (1 - WRITTEN));
    for (Language language : languages) {
      stems.forEach(
          (term, weight) -> {
            if (term.field().equals(language.field())) {
              weights.put(new Term(language.titleField(), term.bytes()), TITLE * weight);
            }
          });
    }
  }

  /** What means something in a language has part of its weight as it is written. */
  private static void addWritten(Map<Term, Float> weights, Language language, String text) {
    int most = weights.size() + MOST_TERMS;
    for (Terms.Term term : Terms.of(text, language.analyzer())) {
      String word = text.substring(term.start(), term.end()).toLowerCase(Locale.ROOT);
      Term one = new Term(WordFields.WORD, word);
      if (weights.size() < most || weights.containsKey(one)) {
        weights.merge(one, WRITTEN, Float::sum);
      }
    }
  }

  /** Words as parts of identifiers, and the parts of the query's identifiers as words. */
  private static List<Term> parts(String text, List<String> words) {
    List<Term> terms = new ArrayList<>();
    words.forEach(word -> terms.add(new Term(WordFields.PART, word)));
    for (String part : Identifiers.parts(text)) {
      terms.add(new Term(WordFields.PART, part));
      terms.add(new Term(WordFields.WORD, part));
    }
    return terms.stream().distinct().toList();
  }

  /** Any of the terms. */
  static Query any(Map<Term, Float> weights) {
    BooleanQuery.Builder any = new BooleanQuery.Builder();
    weights.entrySet().stream()
        .limit(IndexSearcher.getMaxClauseCount() / 2)
        .forEach(
            entry -> {
              Query one = new TermQuery(entry.getKey());
              any.add(
                  entry.getValue() == 1 ? one : new BoostQuery(one, entry.getValue()),
                  Occur.SHOULD);
            });
    return any.build();
  }

  /** Those that the index has passages in. */
  static List<Language> languages(IndexReader reader) {
    return Languages.all().stream()
        .filter(
            language ->
                language.equals(Languages.ENGLISH)
                    || reader.leaves().stream().anyMatch(leaf -> has(leaf, language)))
        .toList();
  }

  private static boolean has(LeafReaderContext leaf, Language language) {
    return leaf.reader().getFieldInfos().fieldInfo(language.field()) != null;
  }
}
