package dev.millrace.orchestration.extract;

import dev.millrace.orchestration.text.Sentences;
import java.util.List;

/** How far a quote reaches: a line that introduces a list says nothing without it. */
final class Stretches {
  /** In UTF-16 units. */
  private static final int LONGEST = 1_500;

  private Stretches() {}

  /** The part, with the list or the text that it introduces by a colon. */
  static Quote quote(Candidate part) {
    String text = part.evidence().text();
    int end = part.end();
    if (part.text().endsWith(":")) {
      List<Sentences.Span> after =
          Sentences.of(text).stream().filter(span -> span.start() >= part.end()).toList();
      boolean list = !after.isEmpty() && Candidate.item(after.getFirst().of(text));
      for (int i = 0; i < after.size(); i++) {
        Sentences.Span span = after.get(i);
        boolean belongs =
            i == 0 || (list && (Candidate.item(span.of(text)) || sameLine(text, after, i)));
        if (!belongs || span.end() - part.start() > LONGEST) {
          break;
        }
        end = span.end();
      }
    }
    return Quote.of(part.n(), part.evidence(), part.start(), end);
  }

  private static boolean sameLine(String text, List<Sentences.Span> spans, int at) {
    int lineEnd = text.indexOf('\n', spans.get(at - 1).end());
    return lineEnd < 0 || lineEnd >= spans.get(at).start();
  }
}
