package dev.millrace.retrieval.rerank;

import static java.util.Objects.requireNonNull;

import dev.millrace.retrieval.corpus.CanonicalText;
import dev.millrace.retrieval.corpus.Sensitivity;
import java.util.List;

/**
 * A passage that is to be judged.
 *
 * @param title of its document
 * @param headings above it, outermost first
 * @param sensitivity of its text
 */
public record Contender(String title, List<String> headings, String text, Sensitivity sensitivity) {
  public Contender {
    requireNonNull(title, "title");
    requireNonNull(text, "text");
    requireNonNull(sensitivity, "sensitivity");
    headings = List.copyOf(headings);
  }

  /** What a model reads of it; never blank, and without half a surrogate pair. */
  String whole() {
    String whole = title + '\n' + String.join("\n", headings) + '\n' + text;
    String clean = CanonicalText.of(whole).value().strip();
    return clean.isEmpty() ? "." : clean;
  }
}
