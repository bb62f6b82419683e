package dev.millrace.orchestration.guard;

import dev.millrace.orchestration.guard.Unit.Kind;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes units of an answer while it arrives. One for each answer, used by one thread.
 *
 * <p>How the answer is divided into pieces makes no difference: the units are the same. Nothing is
 * lost: the texts of all units together are the answer, but for the form of its marks and for
 * characters that don't belong into text, which {@link SafeText} replaces. HTML is text like any
 * other, whoever shows it must escape it.
 *
 * <p>What ends a unit:
 *
 * <ul>
 *   <li>A sentence ends where {@link dev.millrace.orchestration.text.Sentences} ends it. Marks
 *       after its full stop, on the next line too, belong to it, so it is complete only when
 *       something else has come.
 *   <li>A list item ends with its line and those that continue it: indented ones, and ones that the
 *       line above was only wrapped into. A nested item is a unit of its own.
 *   <li>A row of a table is a line that begins with a bar. Header and separator go with the first.
 *   <li>A fenced block is one unit from fence to fence, and brackets in it are no marks; those on
 *       lines of their own right after it are its marks.
 *   <li>Consecutive lines that begin with {@code >} are one unit. A heading is a line.
 *   <li>Inline code is part of what it stands in; brackets in it are no marks.
 *   <li>Whatever grows longer than {@link #LONGEST} is cut, at a blank if there is one near, so
 *       memory is bounded. What follows the cut is read as a sentence, or as code within code.
 * </ul>
 */
public final class ReleaseUnits {
  /** Longest text that is held back, in UTF-16 units. */
  public static final int LONGEST = 8_000;

  /** How far before the end a blank is looked for when a unit is cut, in UTF-16 units. */
  private static final int NEAR = 1_000;

  private final StringBuilder held = new StringBuilder();
  private final SafeText safe = new SafeText(held);
  private SentenceEnd sentence = new SentenceEnd(held);
  private boolean lineStart = true;
  private boolean table;
  private boolean look = true;

  /** The fence that closes a block that was cut; empty outside of one. */
  private String fence = "";

  /** Takes what has arrived; returns the units that it completes. */
  public List<Unit> add(String piece) {
    List<Unit> units = new ArrayList<>();
    for (int i = 0; i < piece.length(); i++) {
      int before = held.length();
      safe.add(piece.charAt(i));
      if (held.length() > before) {
        arrived(held.charAt(held.length() - 1), units);
      }
    }
    return units;
  }

  /** Nothing comes any more; returns the units that are left. */
  public List<Unit> end() {
    List<Unit> units = new ArrayList<>();
    safe.end();
    while (!held.isEmpty()) {
      take(find(true), units);
    }
    return units;
  }

  private void arrived(char last, List<Unit> units) {
    // Letters decide nothing, unless the look before waits for just any character.
    while (!held.isEmpty() && (look || !Character.isLetterOrDigit(last))) {
      UnitEnd.Found found = find(false);
      look = found.end() < 0;
      if (!found.complete()) {
        break;
      }
      take(found, units);
      look = true;
    }
    if (held.length() >= LONGEST) {
      cut(units);
    }
  }

  private UnitEnd.Found find(boolean ended) {
    UnitEnd end = new UnitEnd(held, ended);
    return fence.isEmpty() ? end.first(lineStart, table, sentence) : end.code(fence, 0);
  }

  private void take(UnitEnd.Found found, List<Unit> units) {
    String text = held.substring(0, found.end());
    units.add(Unit.of(found.kind(), text, found.marksFrom()));
    held.delete(0, found.end());
    sentence = new SentenceEnd(held);
    lineStart = text.endsWith("\n");
    table = found.kind() == Kind.TABLE_ROW;
    fence = "";
  }

  private void cut(List<Unit> units) {
    UnitEnd.Found found = find(false);
    int end = cutEnd();
    boolean code = found.kind() == Kind.CODE;
    String opened = code && fence.isEmpty() ? openingFence() : fence;
    take(new UnitEnd.Found(found.kind(), end, code ? end : 0), units);
    fence = opened;
    look = true;
  }

  private String openingFence() {
    int at = LineKind.pastBlanks(held, 0);
    return held.substring(at, Marks.endOfRun(held, at));
  }

  /** Never within a mark or a surrogate pair. */
  private int cutEnd() {
    int end = held.length();
    for (int i = end - 1; i > end - NEAR; i--) {
      if (LineKind.blank(held.charAt(i)) && !withinBrackets(i)) {
        return i + 1;
      }
    }
    for (int i = end - 1; i > end - Marks.LONGEST; i--) {
      if (Marks.opens(held.charAt(i))) {
        return i;
      }
    }
    return Character.isHighSurrogate(held.charAt(end - 1)) ? end - 1 : end;
  }

  private boolean withinBrackets(int at) {
    for (int i = at; i > at - Marks.LONGEST && i > 0; i--) {
      if ("]】］".indexOf(held.charAt(i)) >= 0) {
        return false;
      }
      if (Marks.opens(held.charAt(i))) {
        return true;
      }
    }
    return false;
  }
}
