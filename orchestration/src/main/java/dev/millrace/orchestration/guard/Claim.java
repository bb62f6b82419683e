package dev.millrace.orchestration.guard;

import dev.millrace.orchestration.text.Sentences;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A sentence of a unit, as it is compared with evidence: without marks and signs of layout.
 *
 * @param marks that it cites itself or, if none, all that its unit does
 */
record Claim(String text, List<Integer> marks, Facts facts, Polarity polarity) {
  private static final Pattern LAYOUT =
      Pattern.compile(
          "(?m)^\\s*(?:>\\s?){0,9}(?:#{1,6}\\s+|[-*+•‣◦–·▪●○]\\s+|\\(?\\d{1,3}[.)]\\s+)?");
  private static final Pattern LINK = Pattern.compile("!?\\[([^\\[\\]\\n]*)]\\([^)\\s]*\\)");
  private static final Pattern EMPHASIS =
      Pattern.compile("\\*+|__+|`+|(?<![\\p{L}\\p{N}])_|_(?![\\p{L}\\p{N}])");

  /** A yes or no to the question denies nothing of the evidence. */
  private static final Pattern ANSWERS =
      Pattern.compile("(?i)^(?:yes|no|sure|actually|however|additionally|also)\\s*[,.;:!–—-]\\s*");

  /** "1) open it, 2) close it": the numbers only count. */
  private static final Pattern COUNTED = Pattern.compile("(^|\\s)\\(?\\d{1,2}\\)(?=\\s)");

  Claim {
    marks = List.copyOf(marks);
  }

  static Claim of(String text, List<Integer> marks) {
    String plain = COUNTED.matcher(ANSWERS.matcher(plain(text)).replaceFirst("")).replaceAll("$1");
    return new Claim(plain, marks, Facts.claimed(plain), Polarity.of(plain));
  }

  /** The claims of a unit: its sentences, if it can have several. */
  static List<Claim> in(Unit unit) {
    List<Claim> claims = new ArrayList<>();
    for (String part : parts(unit)) {
      List<Integer> own =
          Marks.in(part, 0).stream().flatMap(mark -> mark.numbers().stream()).toList();
      Claim claim = of(part, own.isEmpty() ? unit.marks() : own);
      if (!claim.facts().stems().isEmpty() || !claim.facts().numbers().isEmpty()) {
        claims.add(claim);
      }
    }
    return claims;
  }

  private static List<String> parts(Unit unit) {
    return switch (unit.kind()) {
      case LIST_ITEM, QUOTE -> {
        ReleaseUnits sentences = new ReleaseUnits();
        List<Unit> parts =
            new ArrayList<>(sentences.add(LAYOUT.matcher(unit.text()).replaceAll("")));
        parts.addAll(sentences.end());
        yield parts.stream().map(Unit::text).toList();
      }
      case TABLE_ROW -> unit.text().lines().filter(line -> !UnitEnd.separates(line)).toList();
      case SENTENCE, CODE, HEADING, FOOTNOTE, BLANK -> List.of(unit.text());
    };
  }

  static String plain(String text) {
    String linked = LINK.matcher(text).replaceAll("$1");
    String unmarked = Marks.without(linked);
    String layout = LAYOUT.matcher(unmarked).replaceAll("");
    return EMPHASIS.matcher(layout).replaceAll("").replace('|', ' ').strip();
  }

  /** How many sentences it is long; two are seldom in one of the evidence. */
  int sentences() {
    return Sentences.of(text).size();
  }
}
