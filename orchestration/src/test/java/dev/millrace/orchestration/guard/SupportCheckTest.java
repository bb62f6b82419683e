package dev.millrace.orchestration.guard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.orchestration.guard.Unit.Kind;
import dev.millrace.retrieval.WordsEmbedder;
import dev.millrace.retrieval.search.Evidence;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SupportCheckTest {
  private static final String LEAVE =
      "Every employee of Tarnsund Harbour has 25 days of leave a year. Up to 5 days may be carried"
          + " over until 31 March 2027. Leave that is left after that date is not paid out.";
  private static final String GAUGE =
      "The TG-40 gauge at pier 4 was replaced by Dr. Ilse Haug on 3 May 2026 for $1,200. It"
          + " measures the tide every 10 minutes and must never be cleaned with acid.";

  private static final List<Evidence> EVIDENCE =
      List.of(Passages.of("Leave policy", LEAVE, 100), Passages.of("Tide gauges", GAUGE, 0));

  private final SupportCheck check = new SupportCheck(new WordsEmbedder());

  private Verdict verdict(String sentence) {
    ReleaseUnits units = new ReleaseUnits();
    List<Unit> all = new java.util.ArrayList<>(units.add(sentence));
    all.addAll(units.end());
    return check.check(all.getFirst(), EVIDENCE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "Every employee has 25 days of leave a year. [1]",
        "Employees have twenty-five days of leave each year [1].",
        "Up to five days may be carried over until 2027-03-31. [1]",
        "Up to 5 days can be carried over until March 31st, 2027. [1]",
        "Leave that is left after 31 March is not paid out. [1]",
        "The gauge TG 40 was replaced on May 3, 2026 for 1200 dollars. [2]",
        "Dr. Haug replaced the gauge at pier 4. [2]",
        "The gauge must never be cleaned with acid. [2]",
        "It measures the tide every 10 minutes. [2]",
      })
  void whatTheEvidenceSaysIsSupported(String sentence) {
    assertThat(verdict(sentence))
        .isInstanceOfSatisfying(
            Verdict.Supported.class,
            supported -> {
              assertThat(supported.repaired()).isFalse();
              assertThat(supported.text()).isEqualTo(sentence);
            });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "Every employee has 26 days of leave a year. [1]; NUMBER_NOT_FOUND",
        "Every employee has 25 weeks of leave a year. [1]; NUMBER_NOT_FOUND",
        "The gauge was replaced for 1,200 euros. [2]; NUMBER_NOT_FOUND",
        "Up to 5 days may be carried over until 30 March 2027. [1]; DATE_NOT_FOUND",
        "The TG-40 gauge was replaced on 3 May 2025. [2]; DATE_NOT_FOUND",
        "The gauge at pier 4 was replaced by Dr. Selma Haug. [2]; NAME_NOT_FOUND",
        "The TG-41 gauge at pier 4 was replaced. [2]; NAME_NOT_FOUND",
        "Leave that is left after that date is paid out. [1]; NEGATION_DIFFERS",
        "The gauge must be cleaned with acid. [2]; NEGATION_DIFFERS",
        "Up to 5 days may not be carried over. [1]; NEGATION_DIFFERS",
        "The canteen serves fish on Fridays. [1]; NAME_NOT_FOUND",
        "The canteen serves fish at noon. [1]; LOW_OVERLAP",
        "The canteen serves fish at noon.; NO_MARK",
        "Every employee has 25 days of leave a year. [3]; UNKNOWN_MARK",
        "Every employee has 25 days of leave a year. [0]; UNKNOWN_MARK",
      })
  void whatItDoesNotSayHasItsProblem(String sentence, Problem problem) {
    assertThat(verdict(sentence))
        .isInstanceOfSatisfying(
            Verdict.Unsupported.class, no -> assertThat(no.problem()).isEqualTo(problem));
  }

  @Test
  void aWrongOrAMissingMarkIsPutRight() {
    assertThat(verdict("Every employee has 25 days of leave a year. [2]\n"))
        .isInstanceOfSatisfying(
            Verdict.Supported.class,
            supported -> {
              assertThat(supported.repaired()).isTrue();
              assertThat(supported.text())
                  .isEqualTo("Every employee has 25 days of leave a year. [1]\n");
              assertThat(supported.marks()).containsExactly(1);
            });
    assertThat(verdict("Every employee has 25 days of leave a year."))
        .isInstanceOfSatisfying(
            Verdict.Supported.class,
            supported -> assertThat(supported.text()).endsWith("a year. [1]"));
  }

  @Test
  void spansCountCodePointsOfTheDocument() {
    int start = LEAVE.indexOf("Up to");
    int end = LEAVE.indexOf(" Leave that");
    assertThat(verdict("Up to 5 days may be carried over. [1]"))
        .isInstanceOfSatisfying(
            Verdict.Supported.class,
            supported ->
                assertThat(supported.spans())
                    .containsExactly(new CitedSpan(1, 100 + start, 100 + end)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "Here is what the documents say:",
        "## Leave",
        "The documents do not say what the canteen serves.",
        "The following rules apply:",
        "---",
      })
  void whatClaimsNothingNeedsNothing(String text) {
    assertThat(verdict(text)).isEqualTo(new Verdict.NoClaim());
  }

  @Test
  void codeIsOnlyAskedWhatItCites() {
    assertThat(check.check(new Unit(Kind.CODE, "```\nx = 77\n```\n", List.of()), EVIDENCE))
        .isEqualTo(new Verdict.NoClaim());
    assertThat(check.check(new Unit(Kind.CODE, "```\nx = 77\n```\n[1]", List.of(1)), EVIDENCE))
        .isInstanceOf(Verdict.Supported.class);
    assertThat(check.check(new Unit(Kind.CODE, "```\nx = 77\n```\n[9]", List.of(9)), EVIDENCE))
        .isInstanceOf(Verdict.Unsupported.class);
  }

  @Test
  void anItemAndARowAreCheckedToo() {
    assertThat(verdict("- **Leave**: 25 days of leave a year [1]"))
        .isInstanceOf(Verdict.Supported.class);
    assertThat(verdict("- **Leave**: 27 days of leave a year [1]"))
        .isInstanceOf(Verdict.Unsupported.class);
    assertThat(verdict("| leave a year | 25 days | [1] |")).isInstanceOf(Verdict.Supported.class);
    assertThat(verdict("| leave a year | 29 days | [1] |")).isInstanceOf(Verdict.Unsupported.class);
  }

  @Test
  void withoutEvidenceNothingIsSupported() {
    assertThat(check.check(Unit.of(Kind.SENTENCE, "Leave is 25 days."), List.of()))
        .isInstanceOf(Verdict.Unsupported.class);
  }

  @Test
  void aRowKeepsItsBarsWhenItsMarkIsPutRight() {
    assertThat(verdict("| leave a year | 25 days |\n"))
        .isInstanceOfSatisfying(
            Verdict.Supported.class,
            supported ->
                assertThat(supported.text()).isEqualTo("| leave a year | 25 days [1] |\n"));
  }

  @Test
  void parallelCallsSayTheSame() {
    SupportSession session = check.session("", EVIDENCE);
    List<Unit> units =
        List.of(
            Unit.of(Kind.SENTENCE, "Staff may take days off, 25 in a year at most. [1]"),
            Unit.of(Kind.SENTENCE, "The tide is measured at pier 4 by an instrument. [2]"),
            Unit.of(Kind.SENTENCE, "Every employee has 27 days of leave a year. [1]"));
    List<Verdict> alone = units.stream().map(unit -> check.check(unit, EVIDENCE)).toList();
    assertThat(
            java.util.stream.IntStream.range(0, 300)
                .parallel()
                .mapToObj(i -> session.check(units.get(i % 3)).equals(alone.get(i % 3)))
                .toList())
        .doesNotContain(false);
  }

  @Test
  void aLongUnitOfRubbishIsCheckedInTime() {
    for (String rubbish : List.of("[", "a.", "1,", "A b ", "not ", "_x", "://", "(", "`")) {
      Unit unit = Unit.of(Kind.SENTENCE, rubbish.repeat(8_000 / rubbish.length()));
      org.junit.jupiter.api.Assertions.assertTimeout(
          java.time.Duration.ofSeconds(5), () -> check.check(unit, EVIDENCE));
    }
  }
}
