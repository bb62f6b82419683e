package dev.millrace.retrieval.index;

import dev.millrace.retrieval.index.Dictionary.Doubted;
import dev.millrace.retrieval.index.Dictionary.Near;
import dev.millrace.retrieval.index.Languages.Language;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Words for those that a reader's passages don't have: the ones of his own passages that are spelt
 * nearly alike. What he may not read has no say in it, neither in which word is missing nor in what
 * it is taken for.
 */
public final class Spelling {
  /** The first letter is seldom wrong, and without it the whole vocabulary would be walked. */
  public static final int RIGHT_LETTERS = 1;

  /** Words nearly alike of which it is asked whether the reader's passages have them. */
  public static final int MOST_LOOKED_AT = 64;

  /** Words that stand in for one. */
  public static final int MOST_TAKEN = 3;

  private static final int SHORTEST = 4;
  private static final int LONGEST = 32;

  /** From this length on two letters may differ, before it one. */
  private static final int LONG = 8;

  /** Of the weight that the word itself would have, times how alike the two are. */
  private static final float WEIGHT = 0.5f;

  private Spelling() {}

  /**
   * A word in the place of another.
   *
   * @param weight 0 to 1
   */
  record Alike(String word, float weight) {}

  /**
   * Those in the place of each word that could be misspelt: none for one that a passage of the
   * reader's has in this or another form.
   */
  static List<Alike> of(List<String> words, List<Language> languages, Dictionary dictionary) {
    List<String> likely = new ArrayList<>();
    List<List<WordTerm>> forms = new ArrayList<>();
    for (String word : words) {
      if (isLikely(word)) {
        forms(word, languages)
            .ifPresent(
                found -> {
                  likely.add(word);
                  forms.add(found);
                });
      }
    }
    if (likely.isEmpty()) {
      return List.of();
    }
    List<Boolean> seen = dictionary.seen(forms);
    List<Doubted> doubted =
        IntStream.range(0, likely.size())
            .filter(i -> !seen.get(i))
            .mapToObj(likely::get)
            .map(word -> new Doubted(word, length(word) < LONG ? 1 : 2))
            .toList();
    if (doubted.isEmpty()) {
      return List.of();
    }
    return dictionary.near(doubted).stream()
        .<Near>flatMap(near -> near.stream().limit(MOST_TAKEN))
        .map(near -> new Alike(near.word(), (float) (WEIGHT * near.likeness())))
        .toList();
  }

  private static boolean isLikely(String word) {
    int length = length(word);
    return length >= SHORTEST
        && length <= LONGEST
        && word.codePoints().allMatch(Character::isLetter);
  }

  private static int length(String word) {
    return word.codePointCount(0, word.length());
  }

  /** The forms in which passages may have a word; empty for a stop word of one of the languages. */
  private static Optional<List<WordTerm>> forms(String word, List<Language> languages) {
    List<WordTerm> forms = new ArrayList<>();
    forms.add(new WordTerm(WordFields.WORD, word));
    for (Language language : languages) {
      List<Terms.Term> terms = Terms.of(word, language.analyzer());
      if (terms.isEmpty()) {
        return Optional.empty();
      }
      forms.add(new WordTerm(language.field(), terms.getFirst().stem()));
    }
    return Optional.of(forms);
  }
}
