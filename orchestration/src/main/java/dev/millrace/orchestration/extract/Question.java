package dev.millrace.orchestration.extract;

import dev.millrace.retrieval.index.Terms;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A question taken apart.
 *
 * @param keys its words as the index knows them, each once, in order
 * @param pairs neighbouring keys, written with a blank between
 * @param words all its words in lower case
 */
record Question(String text, Asked asked, List<Key> keys, Set<String> pairs, Set<String> words) {
  /** Words that ask, or that every question has: what they match tells nothing. */
  private static final Set<String> ASKING =
      Set.of(
          "what",
          "which",
          "who",
          "whom",
          "whose",
          "when",
          "where",
          "why",
          "how",
          "do",
          "does",
          "did",
          "can",
          "could",
          "would",
          "should",
          "may",
          "might",
          "must",
          "i",
          "my",
          "me",
          "we",
          "our",
          "you",
          "your",
          "have",
          "has",
          "had",
          "were",
          "been",
          "being",
          "from",
          "am",
          "us",
          "according",
          "many",
          "much",
          "about",
          "so",
          "than",
          "also",
          "its",
          "his",
          "her",
          "he",
          "she",
          "them",
          "those",
          "some",
          "any",
          "name",
          "called",
          "please",
          "tell",
          "get",
          "summarize",
          "summarise",
          "summary",
          "overview",
          "explain",
          "describe",
          "list",
          "give");

  private static final Pattern HOW_TO =
      Pattern.compile(
          "\\bhow (?:do|can|could|should|would|must) (?:i|we|you|one|somebody|someone)\\b"
              + "|\\bhow to\\b|\\b(?:steps?|procedure|instructions?)\\b",
          Pattern.CASE_INSENSITIVE);

  /**
   * A word that an answer should share.
   *
   * @param weight how much it tells, 0 to 1
   * @param name whether it is written with a capital within the question
   */
  record Key(String stem, String written, double weight, boolean name, boolean number) {}

  Question {
    keys = List.copyOf(keys);
    pairs = Set.copyOf(pairs);
    words = Set.copyOf(words);
  }

  static Question of(String text) {
    WordWeights weights = WordWeights.english();
    Map<String, Key> keys = new LinkedHashMap<>();
    Set<String> pairs = new HashSet<>();
    String before = "";
    for (Terms.Term term : Terms.of(text)) {
      String written = text.substring(term.start(), term.end());
      String lower = written.toLowerCase(Locale.ROOT);
      if (ASKING.contains(lower)) {
        before = "";
        continue;
      }
      boolean number = written.codePoints().anyMatch(Character::isDigit);
      boolean name = term.start() > 0 && Character.isUpperCase(written.codePointAt(0));
      keys.putIfAbsent(
          term.stem(), new Key(term.stem(), written, weights.of(term.stem()), name, number));
      if (!before.isEmpty()) {
        pairs.add(before + " " + term.stem());
      }
      before = term.stem();
    }
    return new Question(
        text,
        Asked.of(text),
        new ArrayList<>(keys.values()),
        pairs,
        Word.of(text).stream().map(Word::lower).collect(Collectors.toSet()));
  }

  double weight() {
    return keys.stream().mapToDouble(Key::weight).sum();
  }

  /** Whether it wants to be told what to do. */
  boolean howTo() {
    return HOW_TO.matcher(text).find();
  }

  /** Of those keys that are among the first words, the share by weight that is among the others. */
  double share(Set<String> telling, Set<String> present) {
    double all = 0;
    double here = 0;
    for (Key key : keys) {
      if (telling.contains(key.stem())) {
        all += key.weight();
        here += present.contains(key.stem()) ? key.weight() : 0;
      }
    }
    return all == 0 ? 0 : here / all;
  }
}
