package dev.millrace.orchestration.guard;

import java.util.List;

/** What {@link SupportCheck} says of a unit. */
public sealed interface Verdict {
  /**
   * It may be shown.
   *
   * @param spans where the evidence says so, at least one for each number in {@code marks}
   * @param text what to show: the unit's text, with other marks if they were put right
   * @param marks the numbers that this text cites, in order
   * @param repaired whether the marks are not those that the model wrote: it cited nothing, or
   *     {@link Problem#WRONG_CITATION other evidence} than says so
   */
  record Supported(List<CitedSpan> spans, String text, List<Integer> marks, boolean repaired)
      implements Verdict {
    public Supported {
      spans = List.copyOf(spans);
      marks = List.copyOf(marks);
    }
  }

  /** It claims nothing, so it may be shown: a blank, a heading, "Here is what they say:". */
  record NoClaim() implements Verdict {}

  /**
   * It must not be shown.
   *
   * @param detail what was looked for and not found; may hold text of the answer
   */
  record Unsupported(Problem problem, String detail) implements Verdict {}
}
