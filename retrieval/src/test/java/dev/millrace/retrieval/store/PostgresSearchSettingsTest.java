package dev.millrace.retrieval.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.retrieval.TestPostgres;
import dev.millrace.retrieval.corpus.WorkspaceId;
import dev.millrace.retrieval.search.SearchMode;
import dev.millrace.retrieval.search.SearchSettings;
import dev.millrace.retrieval.search.Technique;
import dev.millrace.retrieval.store.PostgresSearchSettings.Act;
import dev.millrace.retrieval.store.PostgresSearchSettings.Choice;
import dev.millrace.retrieval.store.PostgresSearchSettings.Ground;
import dev.millrace.retrieval.store.PostgresSearchSettings.Undoing;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** Settings that are chosen, undone, and read by a version that does not know them. */
class PostgresSearchSettingsTest {
  private static final WorkspaceId WORKSPACE = WorkspaceId.DEFAULT;
  private static final Ground RUN = new Ground(UUID.randomUUID(), "our questions");
  private static final Act ANN = new Act("mr_1 as user:ann", Instant.parse("2026-01-02T03:04:05Z"));
  private static final Act BOB = new Act("mr_2 as user:bob", Instant.parse("2026-01-03T03:04:05Z"));
  private static final SearchSettings PLAIN =
      new SearchSettings(SearchMode.HYBRID, Set.of(Technique.LENT_WORDS, Technique.EXACT_FIRST));

  private final DataSource database = TestPostgres.freshDatabase();
  private final PostgresSearchSettings here = new PostgresSearchSettings(database, WORKSPACE);
  private final PostgresSearchSettings elsewhere = new PostgresSearchSettings(database, WORKSPACE);

  @Test
  void whatIsAppliedHoldsAtOnceOnEveryNodeAndIsUndoneStepByStep() {
    assertThat(here.of(WORKSPACE)).isEqualTo(SearchSettings.SHIPPED);
    Choice first = here.apply(PLAIN, RUN, ANN);
    assertThat(elsewhere.of(WORKSPACE)).isEqualTo(PLAIN);
    Choice second = elsewhere.apply(SearchSettings.of(SearchMode.LEXICAL), RUN, BOB);
    assertThat(here.of(WORKSPACE)).isEqualTo(SearchSettings.of(SearchMode.LEXICAL));

    assertThat(here.undo(first.id(), BOB))
        .isInstanceOfSatisfying(
            Undoing.NotInForce.class, not -> assertThat(not.inForce()).contains(second));
    assertThat(here.undo(second.id(), ANN)).isInstanceOf(Undoing.Undone.class);
    assertThat(elsewhere.of(WORKSPACE)).isEqualTo(PLAIN);
    assertThat(here.undo(first.id(), ANN)).isInstanceOf(Undoing.Undone.class);
    assertThat(elsewhere.of(WORKSPACE)).isEqualTo(SearchSettings.SHIPPED);
    assertThat(here.undo(first.id(), ANN)).isInstanceOf(Undoing.NotInForce.class);

    assertThat(here.history(null, 10))
        .extracting(Choice::id)
        .containsExactly(second.id(), first.id());
    assertThat(here.history(second.id(), 10)).hasSize(1);
    Choice kept = here.history(null, 1).getFirst();
    assertThat(kept.applied()).isEqualTo(BOB);
    assertThat(kept.undone()).contains(ANN);
    assertThat(kept.ground()).isEqualTo(RUN);
  }

  @Test
  void aWorkspaceHasSettingsOfItsOwn() {
    here.apply(PLAIN, RUN, ANN);

    assertThat(here.of(new WorkspaceId(2))).isEqualTo(SearchSettings.SHIPPED);
  }

  @Test
  void whatThisVersionDoesNotKnowIsPassedOver() throws Exception {
    here.apply(PLAIN, RUN, ANN);
    execute("UPDATE search_setting SET without = '{crystal-ball,lent-words}'");
    assertThat(here.of(WORKSPACE))
        .isEqualTo(new SearchSettings(SearchMode.HYBRID, Set.of(Technique.LENT_WORDS)));
    execute("UPDATE search_setting SET mode = 'telepathy'");
    assertThat(here.of(WORKSPACE)).isEqualTo(SearchSettings.SHIPPED);
    assertThat(here.inForce()).map(Choice::mode).contains("telepathy");
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
