package dev.millrace.orchestration.evaluation;

import dev.millrace.orchestration.evaluation.VerificationFigures.Count;
import dev.millrace.orchestration.evaluation.VerificationFigures.Sentences;
import dev.millrace.orchestration.evaluation.VerificationFigures.Took;
import dev.millrace.orchestration.guard.ReleaseUnits;
import dev.millrace.orchestration.guard.SupportCheck;
import dev.millrace.orchestration.guard.SupportSession;
import dev.millrace.orchestration.guard.Unit;
import dev.millrace.orchestration.guard.Verdict;
import dev.millrace.retrieval.corpus.CanonicalText;
import dev.millrace.retrieval.corpus.Sensitivity;
import dev.millrace.retrieval.search.Evidence;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiConsumer;

/**
 * Runs the check that guards answers over judged ones.
 *
 * <p>A line does not pass if a unit of it is unsupported, or if the marks that it has had to be put
 * right: a mistake that is mended is one that was caught. Marks that are added where the answer has
 * none are no alarm.
 */
public final class Verification {
  private final SupportCheck check;
  private final BiConsumer<JudgedAnswer, String> failures;

  /**
   * Measures this check.
   *
   * @param failures told each line that does not pass, and why; for those who look into it
   */
  public Verification(SupportCheck check, BiConsumer<JudgedAnswer, String> failures) {
    this.check = check;
    this.failures = failures;
  }

  /** The figures over all answers. */
  public VerificationFigures measure(List<JudgedAnswer> answers) {
    Count all = Count.NONE;
    Map<String, Count> byKind = new HashMap<>();
    Map<String, Count> byOrigin = new HashMap<>();
    Map<String, Count> problems = new HashMap<>();
    long units = 0;
    long right = 0;
    long alarmed = 0;
    long begin = System.nanoTime();
    for (JudgedAnswer answer : answers) {
      List<Unit> parts = units(answer.answer());
      units += parts.size();
      List<Checked> checked = check(parts, answer);
      Optional<String> problem =
          checked.stream().flatMap(one -> one.problem().stream()).findFirst();
      if (answer.supported()) {
        right += checked.stream().filter(Checked::claims).count();
        alarmed += checked.stream().filter(one -> one.problem().isPresent()).count();
      }
      boolean passed = problem.isEmpty();
      all = all.and(answer.supported(), passed);
      add(byKind, answer.kind(), answer, passed);
      add(byOrigin, answer.origin(), answer, passed);
      problem.ifPresent(
          seen -> {
            failures.accept(answer, seen);
            add(problems, seen.substring(0, seen.indexOf(':')), answer, false);
          });
    }
    return new VerificationFigures(
        all,
        byKind,
        byOrigin,
        problems,
        new Sentences(right, alarmed),
        new Took(units, System.nanoTime() - begin));
  }

  private static void add(
      Map<String, Count> counts, String key, JudgedAnswer answer, boolean passed) {
    counts.merge(
        key,
        Count.NONE.and(answer.supported(), passed),
        (now, _) -> now.and(answer.supported(), passed));
  }

  /** What came of a unit: whether it claims anything, and why it does not pass. */
  private record Checked(boolean claims, Optional<String> problem) {}

  private List<Checked> check(List<Unit> units, JudgedAnswer answer) {
    SupportSession session = check.session(answer.question(), evidence(answer.evidence()));
    return units.stream().map(unit -> check(unit, session)).toList();
  }

  private static Checked check(Unit unit, SupportSession session) {
    return switch (session.check(unit)) {
      case Verdict.Unsupported(var problem, String detail) ->
          new Checked(
              true, Optional.of(problem.wire() + ": " + detail + " | " + unit.text().strip()));
      case Verdict.Supported supported when supported.repaired() && !unit.marks().isEmpty() ->
          new Checked(
              true, Optional.of("repaired: " + supported.marks() + " | " + unit.text().strip()));
      case Verdict.Supported _ -> new Checked(true, Optional.empty());
      case Verdict.NoClaim() -> new Checked(false, Optional.empty());
    };
  }

  private static List<Unit> units(String answer) {
    ReleaseUnits units = new ReleaseUnits();
    List<Unit> all = new ArrayList<>(units.add(answer));
    all.addAll(units.end());
    return all;
  }

  private static List<Evidence> evidence(List<JudgedAnswer.Passage> passages) {
    List<Evidence> evidence = new ArrayList<>();
    for (JudgedAnswer.Passage passage : passages) {
      CanonicalText text = CanonicalText.of(passage.text());
      UUID id =
          UUID.nameUUIDFromBytes(
              (passage.title() + "\n" + text.value()).getBytes(StandardCharsets.UTF_8));
      evidence.add(
          new Evidence(
              id,
              "passage-" + (evidence.size() + 1),
              "",
              passage.title(),
              text.revision(),
              id,
              null,
              List.of(),
              0,
              text.length(),
              text.value(),
              Sensitivity.PUBLIC,
              1));
    }
    return evidence;
  }
}
