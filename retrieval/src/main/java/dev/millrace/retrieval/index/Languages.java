package dev.millrace.retrieval.index;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.CharArraySet;
import org.apache.lucene.analysis.StopwordAnalyzerBase;
import org.apache.lucene.analysis.WordlistLoader;
import org.apache.lucene.analysis.ar.ArabicAnalyzer;
import org.apache.lucene.analysis.bg.BulgarianAnalyzer;
import org.apache.lucene.analysis.bn.BengaliAnalyzer;
import org.apache.lucene.analysis.ca.CatalanAnalyzer;
import org.apache.lucene.analysis.cjk.CJKAnalyzer;
import org.apache.lucene.analysis.cz.CzechAnalyzer;
import org.apache.lucene.analysis.da.DanishAnalyzer;
import org.apache.lucene.analysis.de.GermanAnalyzer;
import org.apache.lucene.analysis.el.GreekAnalyzer;
import org.apache.lucene.analysis.es.SpanishAnalyzer;
import org.apache.lucene.analysis.et.EstonianAnalyzer;
import org.apache.lucene.analysis.fa.PersianAnalyzer;
import org.apache.lucene.analysis.fi.FinnishAnalyzer;
import org.apache.lucene.analysis.fr.FrenchAnalyzer;
import org.apache.lucene.analysis.ga.IrishAnalyzer;
import org.apache.lucene.analysis.hi.HindiAnalyzer;
import org.apache.lucene.analysis.hu.HungarianAnalyzer;
import org.apache.lucene.analysis.id.IndonesianAnalyzer;
import org.apache.lucene.analysis.it.ItalianAnalyzer;
import org.apache.lucene.analysis.lt.LithuanianAnalyzer;
import org.apache.lucene.analysis.lv.LatvianAnalyzer;
import org.apache.lucene.analysis.nl.DutchAnalyzer;
import org.apache.lucene.analysis.no.NorwegianAnalyzer;
import org.apache.lucene.analysis.pt.PortugueseAnalyzer;
import org.apache.lucene.analysis.ro.RomanianAnalyzer;
import org.apache.lucene.analysis.ru.RussianAnalyzer;
import org.apache.lucene.analysis.snowball.SnowballFilter;
import org.apache.lucene.analysis.sr.SerbianAnalyzer;
import org.apache.lucene.analysis.sv.SwedishAnalyzer;
import org.apache.lucene.analysis.th.ThaiAnalyzer;
import org.apache.lucene.analysis.tr.TurkishAnalyzer;
import org.jspecify.annotations.Nullable;

/**
 * Languages whose words the index knows to reduce to their stems. Each has a field of its own, so
 * that its statistics are its own too; what is in English, in no known language or in one that
 * isn't listed here goes by English.
 */
final class Languages {
  /**
   * A language.
   *
   * @param code ISO 639-1
   * @param field of passages in it
   */
  record Language(String code, String field, Analyzer analyzer) {
    /** The field of their titles and headings. */
    String titleField() {
      return PassageFields.TITLE + field.substring(PassageFields.TEXT.length());
    }
  }

  /** The one of documents of which none is known. */
  static final Language ENGLISH = new Language("en", PassageFields.TEXT, PassageFields.ANALYZER);

  private static final Map<String, Supplier<Analyzer>> ANALYZERS =
      Map.ofEntries(
          Map.entry("ar", ArabicAnalyzer::new),
          Map.entry("bg", BulgarianAnalyzer::new),
          Map.entry("bn", BengaliAnalyzer::new),
          Map.entry("ca", CatalanAnalyzer::new),
          Map.entry("cs", CzechAnalyzer::new),
          Map.entry("da", DanishAnalyzer::new),
          Map.entry("de", GermanAnalyzer::new),
          Map.entry("el", GreekAnalyzer::new),
          Map.entry("es", SpanishAnalyzer::new),
          Map.entry("et", EstonianAnalyzer::new),
          Map.entry("fa", PersianAnalyzer::new),
          Map.entry("fi", FinnishAnalyzer::new),
          Map.entry("fr", FrenchAnalyzer::new),
          Map.entry("ga", IrishAnalyzer::new),
          Map.entry("hi", HindiAnalyzer::new),
          Map.entry("hu", HungarianAnalyzer::new),
          Map.entry("id", IndonesianAnalyzer::new),
          Map.entry("it", ItalianAnalyzer::new),
          Map.entry("ja", CJKAnalyzer::new),
          Map.entry("ko", CJKAnalyzer::new),
          Map.entry("lt", LithuanianAnalyzer::new),
          Map.entry("lv", LatvianAnalyzer::new),
          Map.entry("nl", DutchAnalyzer::new),
          Map.entry("no", NorwegianAnalyzer::new),
          Map.entry("pt", PortugueseAnalyzer::new),
          Map.entry("ro", RomanianAnalyzer::new),
          Map.entry("ru", RussianAnalyzer::new),
          Map.entry("sr", SerbianAnalyzer::new),
          Map.entry("sv", SwedishAnalyzer::new),
          Map.entry("th", ThaiAnalyzer::new),
          Map.entry("tr", TurkishAnalyzer::new),
          Map.entry("zh", CJKAnalyzer::new));

  private static final Map<String, Language> ALL =
      Stream.concat(
              Stream.of(ENGLISH),
              ANALYZERS.entrySet().stream()
                  .map(
                      entry ->
                          new Language(
                              entry.getKey(),
                              PassageFields.TEXT + "_" + entry.getKey(),
                              entry.getValue().get())))
          .collect(Collectors.toUnmodifiableMap(Language::code, language -> language));

  /** A question is told by this many of its words. */
  private static final int LEAST_COMMON = 2;

  private static final Map<String, CharArraySet> COMMON = common();

  private Languages() {}

  /** The language of that code, or English. */
  static Language of(@Nullable String code) {
    return code == null ? ENGLISH : ALL.getOrDefault(code, ENGLISH);
  }

  /** English first, then the others. */
  static List<Language> all() {
    return Stream.concat(
            Stream.of(ENGLISH), ALL.values().stream().filter(one -> !one.equals(ENGLISH)))
        .toList();
  }

  /** The words that hold sentences of a language together. */
  static CharArraySet common(Language language) {
    return COMMON.getOrDefault(language.code(), CharArraySet.EMPTY_SET);
  }

  /**
   * Of some languages the one whose common words a question has most of; empty where they are few,
   * or two languages have as many.
   */
  static Optional<Language> of(List<String> words, List<Language> languages) {
    Map<Language, Long> counts = new HashMap<>();
    languages.forEach(
        language ->
            counts.put(
                language, words.stream().distinct().filter(common(language)::contains).count()));
    long most = counts.values().stream().max(Long::compare).orElse(0L);
    List<Language> best =
        languages.stream().filter(language -> counts.getOrDefault(language, 0L) == most).toList();
    return most >= LEAST_COMMON && best.size() == 1
        ? Optional.of(best.getFirst())
        : Optional.empty();
  }

  /** The one of them that a text seems to be in; English where it can't be told. */
  static Language of(String text, List<Language> languages) {
    return languages.size() == 1
        ? languages.getFirst()
        : of(WordFields.words(text), languages).orElse(ENGLISH);
  }

  private static Map<String, CharArraySet> common() {
    Map<String, CharArraySet> common = new HashMap<>();
    ALL.forEach(
        (code, language) -> {
          // Those for Chinese, Japanese and Korean have a list of English words.
          if (language.analyzer() instanceof StopwordAnalyzerBase stops
              && !(stops instanceof CJKAnalyzer)) {
            common.put(code, stops.getStopwordSet());
          }
        });
    // Its analyzer's own list lacks what questions begin with.
    common.put("en", english());
    return Map.copyOf(common);
  }

  private static CharArraySet english() {
    try (var in = SnowballFilter.class.getResourceAsStream("english_stop.txt")) {
      if (in == null) {
        throw new IllegalStateException("Lucene's english_stop.txt is not on the class path");
      }
      return WordlistLoader.getSnowballWordSet(new InputStreamReader(in, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
