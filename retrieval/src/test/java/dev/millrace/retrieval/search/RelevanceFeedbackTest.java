package dev.millrace.retrieval.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.retrieval.corpus.Principal;
import dev.millrace.retrieval.corpus.Revision;
import dev.millrace.retrieval.corpus.Sensitivity;
import dev.millrace.retrieval.corpus.Viewer;
import dev.millrace.retrieval.corpus.WorkspaceId;
import dev.millrace.retrieval.index.CandidatePool;
import dev.millrace.retrieval.index.PassageIndex.Candidate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RelevanceFeedbackTest {
  private static final UUID SECRET = new UUID(0, 1);
  private static final UUID A = new UUID(0, 2);
  private static final UUID B = new UUID(0, 3);
  private static final SearchRequest REQUEST =
      new SearchRequest(
          new Viewer(WorkspaceId.DEFAULT, Principal.user("ann"), Set.of(1L)),
          "tide",
          SearchMode.HYBRID,
          10,
          0);

  private final List<CandidatePool.RelevantText> lent = new ArrayList<>();
  private int asked;

  /** By words first the secret one, then A, then B; with lent words B. */
  private final CandidatePool pool =
      new CandidatePool() {
        @Override
        public List<Candidate> lexical() {
          return List.of(new Candidate(SECRET, 3), new Candidate(A, 2), new Candidate(B, 1));
        }

        @Override
        public List<Candidate> lexical(List<RelevantText> relevant) {
          lent.addAll(relevant);
          return List.of(new Candidate(B, 4), new Candidate(SECRET, 2), new Candidate(A, 1));
        }

        @Override
        public List<Candidate> nearest() {
          return List.of(new Candidate(A, .5), new Candidate(B, .5), new Candidate(SECRET, .5));
        }

        @Override
        public boolean complete() {
          return true;
        }

        @Override
        public void close() {}
      };

  private final EvidenceStore store =
      (viewer, filters, candidates) -> {
        asked += candidates.size();
        return candidates.stream()
            .filter(one -> !one.passageId().equals(SECRET))
            .map(RelevanceFeedbackTest::evidence)
            .toList();
      };

  private static Evidence evidence(Candidate candidate) {
    String name = candidate.passageId().equals(A) ? "a" : "b";
    return new Evidence(
        UUID.randomUUID(),
        name,
        "file:///" + name,
        "Title",
        Revision.of(new byte[32]),
        candidate.passageId(),
        null,
        List.of("Heading"),
        0,
        9,
        "text of " + name,
        Sensitivity.INTERNAL,
        candidate.score());
  }

  @Test
  void onlyWhatTheViewerMayReadLendsWords() {
    Readings readings = new Readings(store, REQUEST);

    List<Candidate> ranked = new RelevanceFeedback(pool, readings, 100).rank(10);

    assertThat(lent)
        .containsExactly(
            new CandidatePool.RelevantText("Title\nHeading\ntext of a", 1),
            new CandidatePool.RelevantText("Title\nHeading\ntext of b", 0.5));
    assertThat(ranked)
        .as("the first that can be read stays the first")
        .extracting(Candidate::passageId)
        .containsExactly(A, B, SECRET);
    assertThat(readings.of(ranked)).extracting(Evidence::externalId).containsExactly("a", "b");
    assertThat(readings.refused()).isEqualTo(1);
    assertThat(asked).as("each asked about once").isEqualTo(3);
  }

  @Test
  void whereNothingCanBeReadNothingIsLent() {
    Readings readings = new Readings((viewer, filters, candidates) -> List.of(), REQUEST);

    assertThat(new RelevanceFeedback(pool, readings, 100).rank(10)).hasSize(3);
    assertThat(lent).isEmpty();
  }
}
