package dev.millrace.orchestration.guard;

import dev.millrace.retrieval.corpus.CanonicalText;
import dev.millrace.retrieval.corpus.Sensitivity;
import dev.millrace.retrieval.search.Evidence;
import java.util.List;
import java.util.UUID;

/** Evidence out of nothing but its text. */
final class Passages {
  private Passages() {}

  static Evidence of(String title, String text, int start) {
    return new Evidence(
        new UUID(1, title.hashCode()),
        title + ".pdf",
        "file:///" + title + ".pdf",
        title,
        CanonicalText.of(text).revision(),
        new UUID(2, text.hashCode()),
        null,
        List.of(),
        start,
        start + text.codePointCount(0, text.length()),
        text,
        Sensitivity.INTERNAL,
        1);
  }
}
