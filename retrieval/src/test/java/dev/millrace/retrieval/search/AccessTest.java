package dev.millrace.retrieval.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.retrieval.CorpusFixture;
import dev.millrace.retrieval.corpus.CorpusLog.Head;
import dev.millrace.retrieval.corpus.CorpusLog.Projected;
import dev.millrace.retrieval.corpus.Viewer;
import dev.millrace.retrieval.index.PassageIndex;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Both layers hold, and the harness notices when either is missing. */
class AccessTest {
  private static final int CHECKS = Integer.getInteger("millrace.access.checks", 400);
  private static final Set<Long> ALL = LongStream.range(1, 50).boxed().collect(Collectors.toSet());

  @TempDir private Path folder;

  @Test
  void nothingStaleAndNothingLeaked() {
    for (long seed = 1; seed <= 2; seed++) {
      try (AccessHarness harness = harness(seed, index -> index, it -> it.evidence)) {
        assertThat(harness.run(CHECKS)).as("seed %d", seed).isEmpty();
        assertThat(harness.lagging()).isGreaterThan(CHECKS / 4);
      }
    }
  }

  @Test
  void theHarnessNoticesAnIndexThatDoesNotFilter() {
    try (AccessHarness harness = harness(3, Unfiltered::new, it -> it.evidence)) {
      assertThat(harness.run(CHECKS))
          .anyMatch(violation -> violation.startsWith("the index proposed"));
    }
  }

  @Test
  void theHarnessNoticesAStoreThatDoesNotCheckAccess() {
    try (AccessHarness harness = harness(4, index -> index, AccessTest::unchecked)) {
      assertThat(harness.run(CHECKS)).anyMatch(violation -> violation.contains("was shown"));
    }
  }

  private AccessHarness harness(
      long seed,
      Function<PassageIndex, PassageIndex> indexLayer,
      Function<CorpusFixture, EvidenceStore> storeLayer) {
    return new AccessHarness(folder.resolve("index" + seed), seed, indexLayer, storeLayer);
  }

  /** Hydrates for somebody who is everybody. */
  private static EvidenceStore unchecked(CorpusFixture it) {
    return (viewer, filters, candidates) -> {
      Viewer anybody = new Viewer(viewer.workspace(), viewer.user(), ALL);
      return it.evidence.readable(anybody, filters, candidates);
    };
  }

  /** Searches for somebody who is everybody. */
  private record Unfiltered(PassageIndex index) implements PassageIndex {
    @Override
    public Head applied() {
      return index.applied();
    }

    @Override
    public void apply(Collection<UUID> named, List<Projected> present, Head reached) {
      index.apply(named, present, reached);
    }

    @Override
    public void commit() {
      index.commit();
    }

    @Override
    public void clear() {
      index.clear();
    }

    @Override
    public List<Candidate> lexical(Wording wording, AccessFilter access, int limit) {
      return index.lexical(wording, new AccessFilter(ALL), limit);
    }

    @Override
    public List<Candidate> vector(float[] query, AccessFilter access, int limit) {
      return index.vector(query, new AccessFilter(ALL), limit);
    }

    @Override
    public long size() {
      return index.size();
    }

    @Override
    public void close() {
      index.close();
    }
  }
}
