package dev.millrace.retrieval.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.millrace.retrieval.index.PassageIndex.Candidate;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class FusionTest {
  private static final UUID A = new UUID(0, 1);
  private static final UUID B = new UUID(0, 2);
  private static final UUID C = new UUID(0, 3);

  private final List<Candidate> lexical =
      List.of(new Candidate(A, 9), new Candidate(B, 6), new Candidate(C, 3));
  private final List<Candidate> vector = List.of(new Candidate(C, .9), new Candidate(B, .7));

  @Test
  void reciprocalRankSumsOverLegs() {
    List<Candidate> fused = Fusion.RECIPROCAL_RANK.fuse(lexical, vector, 100);

    assertThat(fused).extracting(Candidate::passageId).containsExactly(C, B, A);
    assertThat(fused.get(0).score()).isCloseTo(1.0 / 63 + 1.0 / 61, within(1e-12));
    assertThat(fused.get(2).score()).isCloseTo(1.0 / 61, within(1e-12));
  }

  @Test
  void minMaxAveragesNormalisedScores() {
    List<Candidate> fused = Fusion.MIN_MAX.fuse(lexical, vector, 100);

    // A: (1 + 0) / 2, B: (.5 + 0) / 2, C: (0 + 1) / 2; C before A as in the second leg.
    assertThat(fused).extracting(Candidate::passageId).containsExactly(C, A, B);
    assertThat(fused).extracting(Candidate::score).containsExactly(.5, .5, .25);
  }

  @Test
  void equalScoresAndEmptyLegsAreNoDivisionByZero() {
    List<Candidate> equal = List.of(new Candidate(A, 2), new Candidate(B, 2));

    assertThat(Fusion.MIN_MAX.fuse(equal, List.of(), 100))
        .extracting(Candidate::score)
        .containsExactly(.5, .5);
    assertThat(Fusion.MIN_MAX.fuse(List.of(), List.of(), 100)).isEmpty();
  }

  @Test
  void whatLiesBeyondALegsDepthCountsAgainstAPassage() {
    List<Candidate> leg = List.of(new Candidate(A, 9), new Candidate(B, 5), new Candidate(C, 1));

    assertThat(Fusion.MIN_MAX.fuse(leg, List.of(), 2))
        .containsExactly(new Candidate(A, 0.5), new Candidate(B, 0), new Candidate(C, -0.5));
  }
}
