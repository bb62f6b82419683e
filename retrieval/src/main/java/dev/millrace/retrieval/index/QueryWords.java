package dev.millrace.retrieval.index;

import dev.millrace.retrieval.corpus.CanonicalText;
import dev.millrace.retrieval.index.Dictionary.Frequencies;
import dev.millrace.retrieval.index.Languages.Language;
import dev.millrace.retrieval.index.PassageIndex.Wording;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.lucene.analysis.CharArraySet;

/**
 * What is looked for: any of the query's terms, each weighted by how often the query has it, in
 * each language that the index has passages in. Query syntax is plain text here.
 */
public final class QueryWords {
  /** Terms that are looked for at most: engines refuse more clauses than about twice as many. */
  public static final int MOST_CLAUSES = 512;

  /** A query this long is a document, and its first words say what it is about. */
  private static final int MOST_TERMS = 512;

  /** Of a word's weight, what it has as it is written; its stem has the rest. */
  static final float WRITTEN = 0.2f;

  /** Beside the weight of a word anywhere, that of its stem in the title or a heading. */
  static final float TITLE = 0.3f;

  /**
   * Of the weight of a word itself, that of an identifier of which the word is a part: as rare as
   * the word it counts at most. Identifiers are rare, and with their own rarity the "to" of {@code
   * to_json} would count more than any other word of a question.
   */
  private static final float PART = 0.3f;

  /** Longer queries are texts, and nobody misspells one word of them to no avail. */
  private static final int MOST_FORGIVEN = 32;

  private QueryWords() {}

  /**
   * What each term counts; none if the query has no terms, only stop words or marks.
   *
   * @param finding what passages are looked for by
   * @param beside what those that are found are scored by besides, BM25 being a sum: where and how
   *     their words stand. Every passage with one of these has one of the others, and looking for
   *     all of them takes more than twice the time.
   */
  public record Weights(Map<WordTerm, Float> finding, Map<WordTerm, Float> beside) {
    public Weights {
      finding = Collections.unmodifiableMap(new LinkedHashMap<>(finding));
      beside = Collections.unmodifiableMap(new LinkedHashMap<>(beside));
    }

    /** All of them. */
    public Map<WordTerm, Float> all() {
      Map<WordTerm, Float> all = new LinkedHashMap<>(finding);
      beside.forEach((term, weight) -> all.merge(term, weight, Float::sum));
      return all;
    }
  }

  /** Those of a query. */
  public static Weights weights(Wording wording, Dictionary dictionary) {
    String text = CanonicalText.of(wording.text()).value();
    List<String> words = WordFields.words(text);
    List<Language> languages = languages(dictionary);
    Map<WordTerm, Float> weights = new LinkedHashMap<>();
    Optional<Language> own = Languages.of(words, languages);
    for (Language language : languages) {
      CharArraySet foreign =
          own.filter(one -> !one.equals(language))
              .map(Languages::common)
              .orElse(CharArraySet.EMPTY_SET);
      add(weights, language, text, foreign);
    }
    Map<WordTerm, Float> beside = new LinkedHashMap<>();
    if (wording.fielded()) {
      addTitles(beside, weights, languages);
      addWritten(beside, own.orElse(Languages.ENGLISH), text);
      weights.replaceAll((term, weight) -> weight * (1 - WRITTEN));
    }
    if (wording.forgiving() && words.size() <= MOST_FORGIVEN) {
      addParts(weights, text, words, dictionary);
      List<String> distinct = words.stream().distinct().toList();
      for (Spelling.Alike alike : Spelling.of(distinct, languages, dictionary)) {
        for (Language language : languages) {
          for (Terms.Term term : Terms.of(alike.word(), language.analyzer())) {
            weights.merge(new WordTerm(language.field(), term.stem()), alike.weight(), Math::max);
          }
        }
      }
    }
    return new Weights(weights, beside);
  }

  /** Those that there are passages in, and English, which comes first. */
  static List<Language> languages(Dictionary dictionary) {
    Set<String> known = dictionary.languages();
    return Languages.all().stream()
        .filter(language -> language.equals(Languages.ENGLISH) || known.contains(language.code()))
        .toList();
  }

  /** A word that only holds sentences together in the query's language means nothing in others. */
  private static void add(
      Map<WordTerm, Float> weights, Language language, String text, CharArraySet foreign) {
    int most = weights.size() + MOST_TERMS;
    for (Terms.Term term : Terms.of(text, language.analyzer())) {
      WordTerm one = new WordTerm(language.field(), term.stem());
      boolean means =
          foreign.isEmpty()
              || !foreign.contains(
                  text.substring(term.start(), term.end()).toLowerCase(Locale.ROOT));
      if (means && (weights.size() < most || weights.containsKey(one))) {
        weights.merge(one, 1f, Float::sum);
      }
    }
  }

  /** Each stem in titles too. */
  private static void addTitles(
      Map<WordTerm, Float> beside, Map<WordTerm, Float> stems, List<Language> languages) {
    for (Language language : languages) {
      stems.forEach(
          (term, weight) -> {
            if (term.field().equals(language.field())) {
              beside.put(new WordTerm(language.titleField(), term.text()), TITLE * weight);
            }
          });
    }
  }

  /** What means something in a language has part of its weight as it is written. */
  private static void addWritten(Map<WordTerm, Float> beside, Language language, String text) {
    int most = beside.size() + MOST_TERMS;
    for (Terms.Term term : Terms.of(text, language.analyzer())) {
      String word = text.substring(term.start(), term.end()).toLowerCase(Locale.ROOT);
      WordTerm one = new WordTerm(WordFields.WORD, word);
      if (beside.size() < most || beside.containsKey(one)) {
        beside.merge(one, WRITTEN, Float::sum);
      }
    }
  }

  /** Words as parts of identifiers, and the parts of the query's identifiers as words. */
  private static void addParts(
      Map<WordTerm, Float> weights, String text, List<String> words, Dictionary dictionary) {
    Set<String> own = Identifiers.parts(text);
    Map<WordTerm, WordTerm> byPart = new LinkedHashMap<>();
    Stream.concat(words.stream(), own.stream())
        .forEach(
            word ->
                byPart.put(
                    new WordTerm(WordFields.PART, word), new WordTerm(WordFields.WORD, word)));
    Frequencies frequencies =
        dictionary.frequencies(
            byPart.entrySet().stream()
                .flatMap(one -> Stream.of(one.getKey(), one.getValue()))
                .toList());
    byPart.forEach(
        (part, word) -> {
          double share = Math.min(1, frequencies.rarity(word) / frequencies.rarity(part));
          weights.merge(part, (float) (PART * share), Float::sum);
        });
    own.forEach(word -> weights.merge(new WordTerm(WordFields.WORD, word), PART, Float::sum));
  }
}
