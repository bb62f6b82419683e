package dev.millrace.orchestration.turn;

import dev.millrace.orchestration.guard.CitedSpan;
import dev.millrace.orchestration.guard.Verdict;
import dev.millrace.retrieval.search.Evidence;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What of an answer has been let out. Binds citations: each passage gets its number when it is
 * first cited, and the marks in the text are written with these numbers.
 */
final class Released {
  private final AnswerSink sink;
  private final long startedAt;
  private final StringBuilder text = new StringBuilder();
  private final Map<Integer, Citation> byEvidence = new LinkedHashMap<>();
  private final List<Mark> marks = new ArrayList<>();
  private int length;
  private Optional<Long> firstMs = Optional.empty();

  /**
   * @param startedAt of the request, as {@link System#nanoTime} has it
   */
  Released(AnswerSink sink, long startedAt) {
    this.sink = sink;
    this.startedAt = startedAt;
  }

  /** Text that cites nothing. */
  void plain(String piece) {
    append(piece, List.of(), List.of());
  }

  /**
   * A quote, with its mark after it.
   *
   * @param evidence what was supplied, which the span numbers from 1
   */
  void quote(String quote, CitedSpan span, List<Evidence> evidence) {
    List<Citation> changed = cite(List.of(span), evidence);
    String mark = "[" + number(span.n()) + "]";
    int start = length + quote.codePointCount(0, quote.length()) + 1;
    append(
        quote + " " + mark,
        changed,
        List.of(new Mark(number(span.n()), start, start + mark.length())));
  }

  /**
   * A unit that passed its check.
   *
   * @param supported its text with marks that number the evidence
   * @param evidence what was supplied
   */
  void unit(Verdict.Supported supported, List<Evidence> evidence) {
    List<Citation> changed = cite(supported.spans(), evidence);
    Renumbered text = Renumbered.of(supported.text(), supported.marks(), this::numberOrNone);
    append(text.text(), changed, text.marks(length));
  }

  private List<Citation> cite(List<CitedSpan> spans, List<Evidence> evidence) {
    List<Citation> changed = new ArrayList<>();
    spans.forEach(span -> cite(span, evidence.get(span.n() - 1)).ifPresent(changed::add));
    return changed;
  }

  private int number(int evidence) {
    Citation citation = byEvidence.get(evidence);
    if (citation == null) {
      throw new IllegalStateException("evidence " + evidence + " is cited without a span");
    }
    return citation.n();
  }

  /** A mark of a part that claims nothing, such as "Yes. [2]", has no span and is taken out. */
  private int numberOrNone(int evidence) {
    return byEvidence.containsKey(evidence) ? number(evidence) : Renumbered.NONE;
  }

  /** A citation of the passage that covers the span; empty if one did before. */
  private Optional<Citation> cite(CitedSpan span, Evidence passage) {
    Citation known = byEvidence.get(span.n());
    Citation cited =
        known == null
            ? new Citation(byEvidence.size() + 1, passage, span.start(), span.end())
            : new Citation(
                known.n(),
                passage,
                Math.min(known.start(), span.start()),
                Math.max(known.end(), span.end()));
    if (cited.equals(known)) {
      return Optional.empty();
    }
    byEvidence.put(span.n(), cited);
    return Optional.of(cited);
  }

  private void append(String piece, List<Citation> citations, List<Mark> placed) {
    if (piece.isEmpty()) {
      return;
    }
    if (firstMs.isEmpty()) {
      firstMs = Optional.of(Elapsed.ms(startedAt));
    }
    text.append(piece);
    length += piece.codePointCount(0, piece.length());
    marks.addAll(placed);
    sink.accept(new AnswerEvent.Released(piece, citations, placed));
  }

  /** Whether anything was let out. */
  boolean begun() {
    return !text.isEmpty();
  }

  /** All text, as one. */
  String text() {
    return text.toString();
  }

  /** In the order of their numbers. */
  List<Citation> citations() {
    return List.copyOf(byEvidence.values());
  }

  List<Mark> marks() {
    return List.copyOf(marks);
  }

  /** Milliseconds from the request to the first text; empty if none was let out. */
  Optional<Long> firstMs() {
    return firstMs;
  }
}
