package dev.millrace.orchestration.extract;

import dev.millrace.orchestration.text.Sentences;
import java.util.List;
import java.util.regex.Pattern;

/** How far a quote reaches: a step of a list means nothing without the others. */
final class Stretches {
  /** In UTF-16 units. */
  private static final int LONGEST = 1_500;

  private static final Pattern ITEM =
      Pattern.compile("(?:[-*•‣◦–·▪●○]|\\(?[0-9]{1,3}[.)]|\\(?[a-zA-Z][.)])\\s.*", Pattern.DOTALL);

  private static final Pattern HOW_TO =
      Pattern.compile(
          "\\bhow (?:do|does|can|could|should|would|must|to)\\b|\\b(?:steps?|procedure|process"
              + "|instructions?)\\b",
          Pattern.CASE_INSENSITIVE);

  private Stretches() {}

  /** Whether a question wants to be told what to do. */
  static boolean howTo(String question) {
    return HOW_TO.matcher(question).find();
  }

  /** The part, or the list that it is an item of or introduces, when the question wants it. */
  static Quote quote(String question, Candidate part) {
    String text = part.evidence().text();
    List<Sentences.Span> spans = Sentences.of(text);
    int at = 0;
    while (at < spans.size() - 1 && spans.get(at).start() < part.start()) {
      at++;
    }
    int from = at;
    int to = at;
    boolean introduces = part.text().endsWith(":");
    if (introduces || howTo(question)) {
      boolean item = item(text, spans.get(at));
      while (item && from > 0 && item(text, spans.get(from - 1))) {
        from--;
      }
      if (item && from > 0 && spans.get(from - 1).of(text).endsWith(":")) {
        from--;
      }
      while ((item || introduces) && to + 1 < spans.size() && item(text, spans.get(to + 1))) {
        to++;
      }
    }
    if (introduces && to == at && to + 1 < spans.size()) {
      to++;
    }
    while (to > at && spans.get(to).end() - spans.get(from).start() > LONGEST) {
      to--;
    }
    while (from < at && spans.get(to).end() - spans.get(from).start() > LONGEST) {
      from++;
    }
    return Quote.of(part.n(), part.evidence(), spans.get(from).start(), spans.get(to).end());
  }

  private static boolean item(String text, Sentences.Span span) {
    return ITEM.matcher(span.of(text)).matches();
  }
}
