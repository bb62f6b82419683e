package dev.millrace.orchestration.guard;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Things that are told apart by a number: "Form 1099", "version 8", "class II". */
final class Numbered {
  private static final int LONGEST_LABEL = 24;

  private static final Pattern LABEL = Pattern.compile("(?<![\\p{L}\\p{N}.])(\\p{L}{2,20})[\\s-]$");

  /** Nouns whose number tells which one, however they are written. */
  private static final Set<String> LABELS =
      Set.of(
          "version",
          "type",
          "class",
          "phase",
          "level",
          "step",
          "chapter",
          "section",
          "article",
          "form",
          "grade",
          "stage",
          "tier",
          "page",
          "figure",
          "table",
          "rule",
          "model",
          "category",
          "appendix",
          "schedule",
          "zone",
          "gate",
          "pier",
          "room",
          "unit",
          "line",
          "port");

  private static final List<String> ROMANS =
      List.of("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X");

  private static final Pattern ROMAN =
      Pattern.compile("(?<![\\p{L}\\p{N}])(?:VI{0,3}|I[VX]|I{1,3}|X)(?![\\p{L}\\p{N}'’])");

  private Numbered() {}

  /** The name or noun before a number that it tells one of, lower case; empty if there is none. */
  static String label(String text, int at) {
    Matcher before = LABEL.matcher(text.substring(Math.max(0, at - LONGEST_LABEL), at));
    if (!before.find()) {
      return "";
    }
    String word = before.group(1);
    String label = word.toLowerCase(Locale.ROOT);
    boolean name =
        Character.isUpperCase(word.charAt(0)) && !Names.common(word) && !Names.month(word);
    return name || LABELS.contains(label) ? label : "";
  }

  /** The Roman numbers of a text that stand after what they tell one of. */
  static List<Quantity> roman(String text) {
    List<Quantity> found = new ArrayList<>();
    Matcher number = ROMAN.matcher(text);
    while (number.find()) {
      String label = label(text, number.start());
      if (!label.isEmpty()) {
        BigDecimal value = BigDecimal.valueOf(ROMANS.indexOf(number.group()) + 1L);
        found.add(
            new Quantity(Set.of(value), "", false, "", label, number.group(), number.start()));
      }
    }
    return found;
  }
}
