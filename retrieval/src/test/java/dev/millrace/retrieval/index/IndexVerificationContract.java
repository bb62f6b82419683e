package dev.millrace.retrieval.index;

import static dev.millrace.retrieval.CorpusFixture.SPACE;
import static dev.millrace.retrieval.CorpusFixture.WORKSPACE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.retrieval.CorpusFixture;
import dev.millrace.retrieval.corpus.AccessLabel;
import dev.millrace.retrieval.corpus.CorpusLog.Projected;
import dev.millrace.retrieval.corpus.CorpusLog.ProjectedPassage;
import dev.millrace.retrieval.corpus.CorpusWriter.Written;
import dev.millrace.retrieval.corpus.Principal;
import dev.millrace.retrieval.index.IndexVerification.Report;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a comparison finds with every index, and mends. */
abstract class IndexVerificationContract {
  private final CorpusFixture it = new CorpusFixture();
  private PassageIndex index;
  private IndexFollower follower;
  private IndexVerification verification;

  /** An index that is empty. */
  abstract PassageIndex open();

  @BeforeEach
  void start() {
    index = open();
    follower = new IndexFollower(it.log, index, WORKSPACE, SPACE);
    verification = new IndexVerification(it.log, index, follower, WORKSPACE, SPACE);
  }

  @AfterEach
  void stop() {
    follower.close();
    index.close();
  }

  @Test
  void findsAndMendsWhatDiffers() {
    UUID whole = it.write("whole", "tide one\ntide two").documentId();
    UUID missing = it.write("missing", "ebb one\nebb two").documentId();
    UUID relabelled =
        it.write("relabelled", "flow", new AccessLabel(Set.of(Principal.user("ann")), Set.of()))
            .documentId();
    Written removed = it.write("removed", "spring tide");
    follower.start();
    assertThat(verification.verify(true)).isEqualTo(report(4, 6, 0, 0, 0, 0));

    Projected old = projected(relabelled);
    Projected gone = projected(removed.documentId());
    it.corpus.remove(WORKSPACE, removed.documentId());
    assertThat(verification.verify(false).clean()).isTrue();
    // What a fault would leave: a document lost, one that all may read, one that came back.
    index.apply(
        List.of(missing, relabelled, removed.documentId()),
        List.of(
            new Projected(
                relabelled, Set.of(4711L), Set.of(), old.title(), old.properties(), old.passages()),
            gone),
        index.applied());

    assertThat(verification.verify(false)).isEqualTo(report(4, 5, 2, 1, 1, 3, 0));
    assertThat(verification.verify(true)).isEqualTo(report(4, 5, 2, 1, 1, 3));
    assertThat(verification.verify(true)).isEqualTo(report(4, 5, 0, 0, 0, 0));
    assertThat(index.documents()).containsExactlyInAnyOrder(whole, missing, relabelled);
  }

  @Test
  void findsDocumentsThatNobodyKnows() {
    it.write("known", "tide");
    UUID stranger = new UUID(7, 7);
    follower.start();
    assertThat(verification.verify(false).clean()).isTrue();
    Projected known = projected(index.documents().iterator().next());
    index.apply(
        List.of(stranger),
        List.of(
            new Projected(
                stranger,
                known.allow(),
                known.deny(),
                "",
                known.properties(),
                List.of(
                    new ProjectedPassage(
                        new UUID(7, 8),
                        known.passages().getFirst().passage(),
                        known.passages().getFirst().vector())))),
        index.applied());

    Report found = verification.verify(true);
    assertThat(found.surplus()).isEqualTo(1);
    assertThat(found.repaired()).isEqualTo(1);
    assertThat(index.documents()).doesNotContain(stranger).hasSize(1);
  }

  private Projected projected(UUID document) {
    return it.log.load(WORKSPACE, List.of(document), SPACE).getFirst();
  }

  private Report report(
      int documents, int passages, int missing, int stale, int surplus, int repaired) {
    return report(documents, passages, missing, stale, surplus, repaired, repaired);
  }

  private Report report(
      int documents,
      int passages,
      int missing,
      int stale,
      int surplus,
      int differing,
      int repaired) {
    return new Report(
        it.log.head(WORKSPACE).position(),
        documents,
        passages,
        missing,
        stale,
        surplus,
        differing,
        repaired);
  }
}
