package dev.millrace.retrieval.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.retrieval.CorpusFixture;
import dev.millrace.retrieval.corpus.CorpusLog.Head;
import dev.millrace.retrieval.corpus.CorpusLog.Projected;
import dev.millrace.retrieval.corpus.Viewer;
import dev.millrace.retrieval.index.CandidatePool;
import dev.millrace.retrieval.index.PassageIndex;
import dev.millrace.retrieval.index.PassageIndex.Candidate;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** What holds with every index: both layers do, and the harness notices when either is missing. */
abstract class AccessContract {
  /** Within so many checks a missing layer must show. */
  private static final int NOTICED_WITHIN = 10_000;

  /** An index that is empty. */
  abstract PassageIndex open();

  /** Checks to be made. */
  abstract int checks();

  @Test
  void nothingStaleAndNothingLeaked() throws Exception {
    try (AccessHarness harness = harness(1, (it, index) -> index, it -> it.evidence)) {
      assertThat(harness.run(checks())).isEmpty();
      System.out.printf(
          "%d checks, %d of them with the index standing still: none stale, none leaked%n",
          harness.done(), harness.behind());
      assertThat(harness.done()).isGreaterThanOrEqualTo(checks());
      assertThat(harness.behind()).isGreaterThan(checks() / 5);
    }
  }

  @Test
  void theHarnessNoticesAnIndexThatDoesNotFilter() throws Exception {
    try (AccessHarness harness = harness(3, Unfiltered::new, it -> it.evidence)) {
      assertThat(harness.run(NOTICED_WITHIN))
          .anyMatch(violation -> violation.startsWith("the index proposed"))
          .noneMatch(violation -> violation.contains("was shown"));
      System.out.printf(
          "an index that does not filter: noticed within %d checks%n", harness.done());
    }
  }

  @Test
  void theHarnessNoticesAStoreThatDoesNotCheckAccess() throws Exception {
    try (AccessHarness harness = harness(4, (it, index) -> index, AccessContract::unchecked)) {
      assertThat(harness.run(NOTICED_WITHIN))
          .anyMatch(violation -> violation.contains("was shown"));
      System.out.printf("a store that does not check: noticed within %d checks%n", harness.done());
    }
  }

  private AccessHarness harness(
      long seed,
      BiFunction<CorpusFixture, PassageIndex, PassageIndex> indexLayer,
      Function<CorpusFixture, EvidenceStore> storeLayer) {
    return new AccessHarness(open(), seed, indexLayer, storeLayer);
  }

  /** The ids of all principals that a label has named; there are gaps between them. */
  private static List<Long> principals(CorpusFixture it) {
    List<Long> ids = new ArrayList<>();
    try (Connection connection = it.dataSource.getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT principal_id FROM principal")) {
      while (rows.next()) {
        ids.add(rows.getLong(1));
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return ids;
  }

  /** Hydrates what anybody may read. */
  private static EvidenceStore unchecked(CorpusFixture it) {
    return (viewer, filters, candidates) -> {
      Map<UUID, Evidence> anybodys = new HashMap<>();
      for (long principal : principals(it)) {
        Viewer anybody = new Viewer(viewer.workspace(), viewer.user(), Set.of(principal));
        it.evidence
            .readable(anybody, filters, candidates)
            .forEach(evidence -> anybodys.put(evidence.passageId(), evidence));
      }
      return candidates.stream()
          .map(candidate -> anybodys.get(candidate.passageId()))
          .filter(Objects::nonNull)
          .toList();
    };
  }

  /** Candidates as the legs proposed them. */
  private record Proposed(List<Candidate> lexical, List<Candidate> nearest)
      implements CandidatePool {
    @Override
    public List<Candidate> lexical(List<RelevantText> relevant) {
      return lexical;
    }

    @Override
    public boolean complete() {
      return false;
    }

    @Override
    public void close() {}
  }

  /** Proposes what anybody may read. */
  private record Unfiltered(CorpusFixture it, PassageIndex index) implements PassageIndex {
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
      return anybodys(limit, anybody -> index.lexical(wording, anybody, limit));
    }

    @Override
    public List<Candidate> vector(float[] query, AccessFilter access, int limit) {
      return anybodys(limit, anybody -> index.vector(query, anybody, limit));
    }

    private List<Candidate> anybodys(int limit, Function<AccessFilter, List<Candidate>> search) {
      return principals(it).stream()
          .flatMap(principal -> search.apply(new AccessFilter(Set.of(principal))).stream())
          .distinct()
          .sorted(Comparator.comparingDouble(Candidate::score).reversed())
          .limit(limit)
          .toList();
    }

    @Override
    public CandidatePool pool(Wording wording, float[] vector, AccessFilter access, int depth) {
      return new Proposed(lexical(wording, access, depth), vector(vector, access, depth));
    }

    @Override
    public List<Held> held(Collection<UUID> documents) {
      return index.held(documents);
    }

    @Override
    public Set<UUID> documents() {
      return index.documents();
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
