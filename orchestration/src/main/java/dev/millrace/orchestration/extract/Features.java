package dev.millrace.orchestration.extract;

import dev.millrace.retrieval.index.Terms;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The measures of one question against parts of passages. */
final class Features {
  /** Shortest common beginning of two words of one family. */
  private static final int FAMILY = 5;

  /** In words; hardly a sentence is longer, and a list is not worse for being long. */
  private static final int LONGEST = 50;

  private static final Set<String> PRONOUNS =
      Set.of(
          "he", "she", "it", "they", "this", "these", "those", "his", "her", "its", "their", "such",
          "that", "there", "however", "also", "then", "but", "and");

  private static final Pattern TIME =
      Pattern.compile(
          "\\b(?:1[0-9]{3}|20[0-9]{2}|january|february|march|april|may|june|july|august|september"
              + "|october|november|december|monday|tuesday|wednesday|thursday|friday|saturday"
              + "|sunday|century|centuries|decades?|years?|months?|weeks?|days?|hours?|minutes?"
              + "|[0-9]{3,4}s|bc|ad|bce|age|today|now)\\b");

  private static final Pattern REASON =
      Pattern.compile(
          "\\b(?:because|due to|since|as a result|in order|so that|reasons?|caus(?:e|es|ed|ing)"
              + "|therefore|thus|owing|led to|leads? to|result(?:s|ed|ing)? (?:in|from)|to avoid"
              + "|to prevent|purpose|for fear|hence)\\b");

  private static final Pattern MANNER =
      Pattern.compile("\\b(?:by|through|using|via|with|means of|as|step|first|then)\\b");

  private final Question question;
  private final double weight;

  Features(Question question) {
    this.question = question;
    this.weight = Math.max(1e-6, question.weight());
  }

  /**
   * All but what needs the sentence's vector and its passage's place.
   *
   * @param around stems of the parts beside it
   */
  double[] of(Candidate candidate, Surroundings passage, Set<String> around) {
    double[] values = new double[Feature.values().length];
    Set<String> stems = candidate.stems();
    String text = candidate.text();
    List<Word> words = Word.of(text);
    Set<String> lower = words.stream().map(Word::lower).collect(Collectors.toSet());
    coverage(values, stems, passage, around);
    set(values, Feature.PAIRS, pairs(candidate));
    set(values, Feature.PLACE, Math.min(1, candidate.place() / 8.0));
    set(values, Feature.LENGTH, Math.log1p(Math.min(LONGEST, words.size())) / 5);
    newWords(values, stems, words);
    fit(values, text);
    if (words.size() <= LONGEST) {
      // In a list or a table some word is always negated, and some other is another's opposite.
      boolean negated = Opposites.negated(question.words());
      set(values, Feature.NEGATION, negated == Opposites.negated(lower) ? 0 : 1);
      set(values, Feature.CONTRADICTED, Opposites.contradicted(question.words(), lower));
    }
    set(
        values,
        Feature.CONTRADICTED_IN_PASSAGE,
        Opposites.contradicted(question.words(), passage.words()));
    set(values, Feature.DECISIVE_MISSING, decisiveMissing(lower));
    set(values, Feature.DECISIVE_MISSING_IN_PASSAGE, decisiveMissing(passage.words()));
    set(
        values,
        Feature.PRONOUN,
        !words.isEmpty() && PRONOUNS.contains(words.getFirst().lower()) ? 1 : 0);
    return values;
  }

  private void coverage(
      double[] values, Set<String> stems, Surroundings passage, Set<String> around) {
    double covered = 0;
    double loosely = 0;
    double near = 0;
    double inPassage = 0;
    double rarest = 0;
    double rarestInPassage = 0;
    int names = 0;
    int namesMissing = 0;
    int namesMissingInPassage = 0;
    int numbersMissing = 0;
    int numbersMissingInPassage = 0;
    for (Question.Key key : question.keys()) {
      boolean here = stems.contains(key.stem());
      boolean family = here || family(key.stem(), stems);
      boolean there = passage.stems().contains(key.stem()) || family(key.stem(), passage.stems());
      names += key.name() ? 1 : 0;
      if (here) {
        covered += key.weight();
      }
      if (family) {
        loosely += key.weight();
      } else {
        rarest = Math.max(rarest, key.weight());
        namesMissing += key.name() ? 1 : 0;
        numbersMissing += key.number() ? 1 : 0;
      }
      if (family || around.contains(key.stem()) || passage.above().contains(key.stem())) {
        near += key.weight();
      }
      if (there) {
        inPassage += key.weight();
      } else {
        rarestInPassage = Math.max(rarestInPassage, key.weight());
        namesMissingInPassage += key.name() ? 1 : 0;
        numbersMissingInPassage += key.number() ? 1 : 0;
      }
    }
    set(values, Feature.COVERED, covered / weight);
    set(values, Feature.COVERED_LOOSELY, loosely / weight);
    set(values, Feature.COVERED_AROUND, near / weight);
    set(values, Feature.MISSING_IN_PASSAGE, weight - inPassage);
    set(values, Feature.RAREST_MISSING, rarest);
    set(values, Feature.RAREST_MISSING_IN_PASSAGE, rarestInPassage);
    set(values, Feature.NAMES_MISSING, namesMissing / Math.max(1.0, names));
    set(values, Feature.NAMES_MISSING_IN_PASSAGE, namesMissingInPassage / Math.max(1.0, names));
    set(values, Feature.NUMBERS_MISSING, numbersMissing);
    set(values, Feature.NUMBERS_MISSING_IN_PASSAGE, numbersMissingInPassage);
  }

  /** "invention" and "invented", "gendr" and "gender". */
  static boolean family(String stem, Set<String> stems) {
    if (stem.length() < FAMILY) {
      return false;
    }
    for (String other : stems) {
      if (other.length() >= FAMILY) {
        int shared = 0;
        int most = Math.min(stem.length(), other.length());
        while (shared < most && stem.charAt(shared) == other.charAt(shared)) {
          shared++;
        }
        if (shared >= FAMILY && shared * 3 >= Math.max(stem.length(), other.length()) * 2) {
          return true;
        }
      }
    }
    return false;
  }

  private double pairs(Candidate candidate) {
    if (question.pairs().isEmpty()) {
      return 0;
    }
    Set<String> found = new HashSet<>();
    List<Terms.Term> terms = candidate.terms();
    for (int i = 0; i < terms.size(); i++) {
      for (int j = i + 1; j < Math.min(terms.size(), i + 3); j++) {
        found.add(terms.get(i).stem() + " " + terms.get(j).stem());
      }
    }
    found.retainAll(question.pairs());
    return found.size() / (double) question.pairs().size();
  }

  private void newWords(double[] values, Set<String> stems, List<Word> words) {
    Set<String> fresh = new HashSet<>(stems);
    question.keys().forEach(key -> fresh.remove(key.stem()));
    set(values, Feature.NEW, Math.min(1, fresh.size() / 20.0));
    int names = 0;
    int numbers = 0;
    for (int i = 0; i < words.size(); i++) {
      Word word = words.get(i);
      if (!question.words().contains(word.lower())) {
        numbers += word.number() ? 1 : 0;
        boolean inside = i > 0 || (words.size() > 1 && words.get(1).capital());
        names += word.capital() && inside && !word.number() ? 1 : 0;
      }
    }
    set(values, Feature.NEW_NAMES, Math.min(1, names / 4.0));
    set(values, Feature.NEW_NUMBERS, Math.min(1, numbers / 3.0));
    switch (question.asked()) {
      case PERSON -> set(values, Feature.FIT_PERSON, names > 0 ? 1 : -1);
      case COUNT -> set(values, Feature.FIT_COUNT, numbers > 0 ? 1 : -1);
      case PLACE -> set(values, Feature.FIT_PLACE, names > 0 ? 1 : -1);
      case TIME, REASON, MANNER, THING, YES_NO -> {}
    }
  }

  private void fit(double[] values, String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    switch (question.asked()) {
      case TIME -> set(values, Feature.FIT_TIME, TIME.matcher(lower).find() ? 1 : -1);
      case REASON -> set(values, Feature.FIT_REASON, REASON.matcher(lower).find() ? 1 : -1);
      case MANNER -> set(values, Feature.FIT_MANNER, MANNER.matcher(lower).find() ? 1 : -1);
      case PERSON, COUNT, PLACE, THING, YES_NO -> {}
    }
  }

  private int decisiveMissing(Set<String> words) {
    int count = 0;
    for (String word : question.words()) {
      count += Opposites.decisive(word) && !words.contains(word) ? 1 : 0;
    }
    return count;
  }

  static void set(double[] values, Feature feature, double value) {
    values[feature.index()] = value;
  }
}
