package dev.millrace.orchestration.standin;

import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A mistake as models make them, to be planted in a sentence that was right. */
public enum Mistake {
  /** The first number is another one. */
  CHANGED_NUMBER {
    @Override
    Optional<String> plant(Answers.Quoted quoted, Asked asked) {
      return replaced(
          quoted, NUMBER, number -> Long.toString(Long.parseLong(number.group()) * 2 + 3));
    }
  },
  /** "Not" is dropped, or put in where there was none. */
  DROPPED_NOT {
    @Override
    Optional<String> plant(Answers.Quoted quoted, Asked asked) {
      return replaced(quoted, NOT, not -> "")
          .or(() -> replaced(quoted, AUXILIARY, verb -> verb.group() + " not"));
    }
  },
  /** A name within the sentence is another one. */
  SWAPPED_NAME {
    @Override
    Optional<String> plant(Answers.Quoted quoted, Asked asked) {
      return replaced(quoted, NAME, name -> name.group().equals("Zenobia") ? "Quirin" : "Zenobia");
    }
  },
  /** The mark is another block's. */
  MOVED_CITATION {
    @Override
    Optional<String> plant(Answers.Quoted quoted, Asked asked) {
      return asked.evidence().stream()
          .filter(other -> other.number() != quoted.number())
          .filter(other -> !other.text().contains(quoted.sentence()))
          .findFirst()
          .map(other -> new Answers.Quoted(quoted.sentence(), other.number()).marked());
    }
  },
  /** The mark is no block's. */
  UNKNOWN_CITATION {
    @Override
    Optional<String> plant(Answers.Quoted quoted, Asked asked) {
      int highest = asked.evidence().stream().mapToInt(Asked.Evidence::number).max().orElse(0);
      return Optional.of(new Answers.Quoted(quoted.sentence(), highest + 7).marked());
    }
  };

  private static final Pattern NUMBER = Pattern.compile("(?<![\\d.,])\\d{1,9}(?![\\d.,]\\d)");
  private static final Pattern NOT = Pattern.compile("(?i)\\s+not\\b|n['’]t\\b");
  private static final Pattern AUXILIARY =
      Pattern.compile("\\b(is|are|was|were|can|may|must|will|should|has|have|does|do)\\b");
  private static final Pattern NAME = Pattern.compile("(?<=[\\p{Ll},] )\\p{Lu}\\p{L}+");

  /** The sentence with the mistake and its mark; empty if this one gives no occasion. */
  abstract Optional<String> plant(Answers.Quoted quoted, Asked asked);

  private static Optional<String> replaced(
      Answers.Quoted quoted,
      Pattern what,
      java.util.function.Function<MatchResult, String> replacement) {
    Matcher match = what.matcher(quoted.sentence());
    if (!match.find()) {
      return Optional.empty();
    }
    String wrong =
        quoted.sentence().substring(0, match.start())
            + replacement.apply(match.toMatchResult())
            + quoted.sentence().substring(match.end());
    return Optional.of(new Answers.Quoted(wrong, quoted.number()).marked());
  }
}
