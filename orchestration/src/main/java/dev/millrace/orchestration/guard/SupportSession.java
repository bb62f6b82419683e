package dev.millrace.orchestration.guard;

import dev.millrace.orchestration.guard.Comparison.Miss;
import dev.millrace.orchestration.guard.Source.Window;
import dev.millrace.retrieval.embedding.Embedder;
import dev.millrace.retrieval.search.Evidence;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The checks of one answer's units against one list of evidence. Safe for many threads. */
public final class SupportSession {
  private final Overlap overlap;
  private final List<Source> sources;

  SupportSession(Embedder embedder, String question, List<Evidence> evidence) {
    List<Source> numbered = new ArrayList<>();
    for (Evidence one : evidence) {
      numbered.add(Source.of(numbered.size() + 1, one));
    }
    this.sources = List.copyOf(numbered);
    this.overlap = new Overlap(embedder, question, sources);
  }

  /** Checks a unit. */
  public Verdict check(Unit unit) {
    for (int mark : unit.marks()) {
      if (mark < 1 || mark > sources.size()) {
        return new Verdict.Unsupported(
            Problem.UNKNOWN_MARK, "[" + mark + "] of " + sources.size() + " passages");
      }
    }
    return switch (unit.kind()) {
      case BLANK -> new Verdict.NoClaim();
      case CODE -> code(unit);
      case HEADING -> heading(unit);
      case SENTENCE, LIST_ITEM, TABLE_ROW, QUOTE, FOOTNOTE -> claims(unit);
    };
  }

  /** Code is not compared: it is written for the question. What it cites is the whole passage. */
  private Verdict code(Unit unit) {
    List<CitedSpan> spans = new ArrayList<>();
    for (int mark : Set.copyOf(unit.marks())) {
      Source source = sources.get(mark - 1);
      if (!source.parts().isEmpty()) {
        spans.add(new Window(source, 0, source.parts().size() - 1).span());
      }
    }
    return spans.isEmpty()
        ? new Verdict.NoClaim()
        : new Verdict.Supported(spans, unit.text(), unit.marks(), false);
  }

  /** A heading claims nothing but the numbers and dates in it. */
  private Verdict heading(Unit unit) {
    Claim claim = Claim.of(unit.text(), List.of());
    List<Window> all = new ArrayList<>();
    sources.stream()
        .filter(source -> !source.parts().isEmpty())
        .forEach(source -> all.add(new Window(source, 0, source.parts().size() - 1)));
    return new Comparison(claim, all, overlap)
        .miss()
        .filter(
            miss ->
                miss.problem() == Problem.NUMBER_NOT_FOUND
                    || miss.problem() == Problem.DATE_NOT_FOUND)
        .<Verdict>map(miss -> new Verdict.Unsupported(miss.problem(), miss.detail()))
        .orElseGet(Verdict.NoClaim::new);
  }

  private Verdict claims(Unit unit) {
    List<CitedSpan> spans = new ArrayList<>();
    boolean repaired = false;
    for (Claim claim : Claim.in(unit)) {
      if (Connective.is(claim)) {
        continue;
      }
      Binding binding = bind(claim);
      switch (binding) {
        case Binding.Bound bound -> {
          bound.windows().forEach(window -> spans.add(window.span()));
          repaired |= bound.repaired();
        }
        case Binding.Unbound(Miss miss) -> {
          return new Verdict.Unsupported(miss.problem(), miss.detail());
        }
      }
    }
    if (spans.isEmpty()) {
      return new Verdict.NoClaim();
    }
    if (!repaired) {
      return new Verdict.Supported(spans, unit.text(), unit.marks(), false);
    }
    Set<Integer> numbers = new LinkedHashSet<>();
    spans.forEach(span -> numbers.add(span.n()));
    List<Integer> marks = List.copyOf(numbers);
    return new Verdict.Supported(spans, Marks.replaced(unit.text(), marks), marks, true);
  }

  /** What a claim rests on. */
  private sealed interface Binding {
    record Bound(List<Window> windows, boolean repaired) implements Binding {}

    record Unbound(Miss miss) implements Binding {}
  }

  private Binding bind(Claim claim) {
    List<Source> cited =
        new LinkedHashSet<>(claim.marks()).stream().map(n -> sources.get(n - 1)).toList();
    Optional<Miss> miss = Optional.of(new Miss(Problem.NO_MARK, claim.text()));
    if (!cited.isEmpty()) {
      Comparison comparison = new Comparison(claim, overlap.best(claim, cited), overlap);
      miss = comparison.miss().or(() -> overlap.miss(claim, comparison.windows()));
      if (miss.isEmpty()) {
        return elsewhere(claim, cited)
            .filter(window -> overlap.better(claim, window, comparison.windows()))
            .map(window -> new Binding.Bound(List.of(window), true))
            .orElseGet(() -> new Binding.Bound(comparison.windows(), false));
      }
    }
    return elsewhere(claim, cited)
        .<Binding>map(window -> new Binding.Bound(List.of(window), true))
        .orElse(new Binding.Unbound(miss.orElseThrow()));
  }

  /** Other evidence that says it clearly. */
  private Optional<Window> elsewhere(Claim claim, List<Source> but) {
    return sources.stream()
        .filter(source -> !but.contains(source))
        .flatMap(source -> overlap.best(claim, List.of(source)).stream())
        .filter(window -> overlap.clear(claim, window))
        .filter(window -> new Comparison(claim, List.of(window), overlap).miss().isEmpty())
        .max(java.util.Comparator.comparingDouble(window -> overlap.words(claim, List.of(window))));
  }
}
