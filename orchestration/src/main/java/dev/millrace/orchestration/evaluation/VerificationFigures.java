package dev.millrace.orchestration.evaluation;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * How good the support check is.
 *
 * @param all all lines
 * @param byKind by the kind of mistake; "" holds those without one
 * @param byOrigin by where the answers come from
 * @param problems how often each problem was seen first in a line, "repaired" among them, in
 *     corrupt and in supported lines
 * @param sentences of the right answers
 * @param took how long it took
 */
public record VerificationFigures(
    Count all,
    Map<String, Count> byKind,
    Map<String, Count> byOrigin,
    Map<String, Count> problems,
    Sentences sentences,
    Took took) {
  /**
   * Sentences and list items of right answers.
   *
   * @param all those that claim something
   * @param alarms those of them that did not pass
   */
  public record Sentences(long all, long alarms) {
    /** The share that was taken for wrong, 0 to 1; 0 if there are none. */
    public double alarmShare() {
      return all == 0 ? 0 : (double) alarms / all;
    }
  }

  /** Time for so many units, in nanoseconds. */
  public record Took(long units, long nanos) {
    /** Milliseconds a unit, the preparation of evidence included. */
    public double msPerUnit() {
      return units == 0 ? 0 : nanos / 1e6 / units;
    }
  }

  /**
   * Lines.
   *
   * @param corrupt lines with a mistake
   * @param caught those of them that did not pass
   * @param supported lines without
   * @param alarms those of them that did not pass
   */
  public record Count(int corrupt, int caught, int supported, int alarms) {
    static final Count NONE = new Count(0, 0, 0, 0);

    Count and(boolean right, boolean passed) {
      return right
          ? new Count(corrupt, caught, supported + 1, alarms + (passed ? 0 : 1))
          : new Count(corrupt + 1, caught + (passed ? 0 : 1), supported, alarms);
    }

    /** The share of mistakes that were caught, 0 to 1; 0 if there are none. */
    public double caughtShare() {
      return corrupt == 0 ? 0 : (double) caught / corrupt;
    }

    /** The share of right answers that were taken for wrong, 0 to 1. */
    public double alarmShare() {
      return supported == 0 ? 0 : (double) alarms / supported;
    }
  }

  public VerificationFigures {
    byKind = new TreeMap<>(byKind);
    byOrigin = new TreeMap<>(byOrigin);
    problems = new TreeMap<>(problems);
  }

  /** As JSON: shares from 0 to 1. */
  public Map<String, Object> wire() {
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("caught", all.caughtShare());
    figures.put("falseAlarms", all.alarmShare());
    figures.put("lines", all.corrupt() + all.supported());
    figures.put("corrupt", all.corrupt());
    figures.put("supported", all.supported());
    Map<String, Object> kinds = new LinkedHashMap<>();
    byKind.forEach(
        (kind, count) -> {
          if (count.corrupt() > 0) {
            kinds.put(
                kind.isEmpty() ? "unnamed" : kind,
                Map.of("lines", count.corrupt(), "caught", count.caughtShare()));
          }
        });
    figures.put("kinds", kinds);
    figures.put("sentences", sentences.all());
    figures.put("sentenceAlarms", sentences.alarmShare());
    figures.put("msPerUnit", took.msPerUnit());
    return figures;
  }
}
