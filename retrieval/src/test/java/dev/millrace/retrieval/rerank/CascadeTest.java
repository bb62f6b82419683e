package dev.millrace.retrieval.rerank;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.retrieval.corpus.Clearance;
import dev.millrace.retrieval.corpus.Sensitivity;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class CascadeTest {
  private static final Cascade.Terms TERMS = new Cascade.Terms(30, Duration.ofMillis(300), 50);

  /** Set by hand. */
  private static final class SetClock extends Clock {
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }

  /** Says what it is told to, and remembers what it was shown. */
  private static final class ToldReranker implements Reranker {
    private final List<List<String>> shown = new ArrayList<>();
    private final Clearance clearance;
    private Scores answer = new Scores.Scored(List.of(1.0));
    private boolean broken;

    ToldReranker(Sensitivity highest) {
      this.clearance = new Clearance(highest);
    }

    @Override
    public String model() {
      return "told";
    }

    @Override
    public Clearance clearance() {
      return clearance;
    }

    @Override
    public Scores score(String query, List<Contender> passages, Budget budget) {
      shown.add(passages.stream().map(Contender::text).toList());
      if (broken) {
        throw new IllegalStateException("broken");
      }
      return answer;
    }

    @Override
    public void close() {}
  }

  private final SetClock clock = new SetClock();
  private final ToldReranker told = new ToldReranker(Sensitivity.INTERNAL);
  private final Cascade cascade = new Cascade(told, TERMS, clock, () -> 0);

  private static Contender contender(Sensitivity sensitivity) {
    return new Contender("", List.of(), sensitivity.wire(), sensitivity);
  }

  private Judged judge(Sensitivity... sensitivities) {
    return cascade.judge(
        "q",
        Sensitivity.PUBLIC,
        List.of(sensitivities).stream().map(CascadeTest::contender).toList());
  }

  @Test
  void showsNothingAboveTheClearance() {
    told.answer = new Scores.Scored(List.of(3.0, 4.0));

    Judged judged =
        judge(
            Sensitivity.CONFIDENTIAL,
            Sensitivity.PUBLIC,
            Sensitivity.RESTRICTED,
            Sensitivity.INTERNAL);

    assertThat(told.shown).containsExactly(List.of("public", "internal"));
    assertThat(judged.scores())
        .containsExactly(
            OptionalDouble.empty(),
            OptionalDouble.of(3),
            OptionalDouble.empty(),
            OptionalDouble.of(4));
    assertThat(judged.shortfalls()).containsExactly(Shortfall.NOT_CLEARED);
  }

  @Test
  void showsNothingForAQueryAboveTheClearance() {
    Judged judged =
        cascade.judge("q", Sensitivity.CONFIDENTIAL, List.of(contender(Sensitivity.PUBLIC)));

    assertThat(told.shown).isEmpty();
    assertThat(judged.count()).isZero();
    assertThat(judged.shortfalls()).containsExactly(Shortfall.NOT_CLEARED);
  }

  @Test
  void saysThatTimeWasOver() {
    Judged some = judge(Sensitivity.PUBLIC, Sensitivity.PUBLIC);
    assertThat(some.count()).isEqualTo(1);
    assertThat(some.shortfalls()).containsExactly(Shortfall.LATE);

    told.answer = new Scores.Scored(List.of());
    assertThat(judge(Sensitivity.PUBLIC).shortfalls()).containsExactly(Shortfall.LATE);
  }

  @Test
  void leavesItOutAfterFiveFailuresAndAsksAgainAfterHalfAMinute() {
    told.answer = new Scores.Failed("is away");
    for (int n = 0; n < 5; n++) {
      assertThat(judge(Sensitivity.PUBLIC).shortfalls()).containsExactly(Shortfall.FAILED);
    }
    assertThat(judge(Sensitivity.PUBLIC).shortfalls()).containsExactly(Shortfall.LEFT_OUT);
    assertThat(told.shown).hasSize(5);

    clock.now = clock.now.plusSeconds(31);
    assertThat(judge(Sensitivity.PUBLIC).shortfalls()).containsExactly(Shortfall.FAILED);
    assertThat(judge(Sensitivity.PUBLIC).shortfalls()).containsExactly(Shortfall.LEFT_OUT);

    clock.now = clock.now.plusSeconds(31);
    told.answer = new Scores.Scored(List.of(1.0));
    assertThat(judge(Sensitivity.PUBLIC).shortfalls()).isEmpty();
    assertThat(judge(Sensitivity.PUBLIC).shortfalls()).isEmpty();
    assertThat(told.shown).hasSize(8);
  }

  @Test
  void outlivesARerankerThatBreaks() {
    told.broken = true;
    for (int n = 0; n < 6; n++) {
      judge(Sensitivity.PUBLIC);
    }
    assertThat(told.shown).hasSize(5);
    assertThat(judge(Sensitivity.PUBLIC).count()).isZero();
  }

  @Test
  void asksNothingAboutNothing() {
    assertThat(judge().scores()).isEmpty();
    assertThat(told.shown).isEmpty();
  }
}
