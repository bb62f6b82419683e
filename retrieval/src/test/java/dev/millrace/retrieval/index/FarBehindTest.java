package dev.millrace.retrieval.index;

import static dev.millrace.retrieval.CorpusFixture.SPACE;
import static dev.millrace.retrieval.CorpusFixture.WORKSPACE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.retrieval.CorpusFixture;
import dev.millrace.retrieval.corpus.CorpusLog;
import dev.millrace.retrieval.corpus.EmbeddingSpace;
import dev.millrace.retrieval.corpus.Passage;
import dev.millrace.retrieval.corpus.WorkspaceId;
import dev.millrace.retrieval.index.LuceneIndex.Bm25;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An index that has many documents to catch up with shows them in few steps. */
class FarBehindTest {
  private static final int DOCUMENTS = 2_000;

  @TempDir private Path folder;
  private final Set<Long> shown = new TreeSet<>();
  private int loads;
  private int failing;

  /** One document for each position, and what searches saw whenever documents were asked for. */
  private CorpusLog log(PassageIndex index) {
    return new CorpusLog() {
      @Override
      public Head head(WorkspaceId workspace) {
        return new Head(new UUID(7, 7), DOCUMENTS);
      }

      @Override
      public List<Entry> after(WorkspaceId workspace, long position, int limit) {
        return LongStream.rangeClosed(position + 1, Math.min(DOCUMENTS, position + limit))
            .mapToObj(at -> new Entry(at, new UUID(1, at)))
            .toList();
      }

      @Override
      public List<Projected> load(
          WorkspaceId workspace, Collection<UUID> documents, EmbeddingSpace space) {
        shown.add(index.applied().position());
        if (++loads == failing) {
          throw new IllegalStateException("the database went away");
        }
        return documents.stream().map(FarBehindTest::document).toList();
      }
    };
  }

  private static CorpusLog.Projected document(UUID id) {
    Passage passage = new Passage(0, 0, 4, null, List.of(), "tide");
    return new CorpusLog.Projected(
        id,
        Set.of(1L),
        Set.of(),
        "",
        CorpusFixture.PLAIN,
        List.of(
            new CorpusLog.ProjectedPassage(
                new UUID(2, id.getLeastSignificantBits()), passage, CorpusFixture.vector("tide"))));
  }

  private PassageIndex open() {
    return LuceneIndex.open(folder.resolve("index"), SPACE, Bm25.DEFAULT);
  }

  private void catchUp(PassageIndex index) {
    try (IndexFollower follower = new IndexFollower(log(index), index, WORKSPACE, SPACE)) {
      follower.catchUp();
    }
  }

  @Test
  void searchesSeeItWhenItIsNear() {
    try (PassageIndex index = open()) {
      catchUp(index);

      assertThat(index.applied().position()).isEqualTo(DOCUMENTS);
      assertThat(index.size()).isEqualTo(DOCUMENTS);
      assertThat(loads).isEqualTo(63);
      // Nothing of the first 976, then a step for each 32; more only where that took long.
      assertThat(shown).contains(0L, DOCUMENTS - 32L + 16).hasSizeLessThan(loads - 20);
    }
  }

  @Test
  void whatWasWrittenAndNotSeenIsDoneAgain() {
    failing = 20;
    try (PassageIndex index = open()) {
      assertThatThrownBy(() -> catchUp(index)).hasMessage("the database went away");
      assertThat(index.applied().position()).isLessThan(19 * 32);
    }
    try (PassageIndex index = open()) {
      assertThat(index.applied().position()).isLessThan(19 * 32);
      catchUp(index);
      assertThat(index.size()).isEqualTo(DOCUMENTS);
    }
  }
}
