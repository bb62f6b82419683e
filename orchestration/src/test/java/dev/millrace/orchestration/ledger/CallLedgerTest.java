package dev.millrace.orchestration.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.orchestration.classify.QuestionClass;
import dev.millrace.orchestration.ledger.Call.Outcome;
import dev.millrace.orchestration.model.Usage;
import dev.millrace.orchestration.turn.OrchestrationDatabase;
import dev.millrace.retrieval.corpus.Sensitivity;
import dev.millrace.retrieval.corpus.WorkspaceId;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class CallLedgerTest {
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final Instant AT = Instant.parse("2026-11-21T10:00:00.123456Z");

  private static OrchestrationDatabase database;

  private CallLedger ledger;

  @BeforeAll
  static void open() {
    database = new OrchestrationDatabase();
  }

  @BeforeEach
  void openLedger() {
    ledger = new CallLedger(database.bean(CallTables.class), "EUR");
  }

  @AfterAll
  static void closeDatabase() {
    database.close();
  }

  @AfterEach
  void close() throws SQLException {
    database.away(false);
    ledger.close();
    try (Connection connection = database.dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("DELETE FROM call");
    }
  }

  private static Call call(String model, Outcome outcome, String cost, int workspace, long ms) {
    return new Call(
        new Call.Turn(
            workspace,
            UUID.randomUUID(),
            UUID.randomUUID(),
            "user:ann",
            QuestionClass.LOOKUP,
            "answer-1",
            "quality/1"),
        Call.Purpose.ANSWER,
        1,
        model,
        "gpu",
        outcome,
        outcome == Outcome.ACCEPTED ? "" : "because",
        new Usage(812, 131, false),
        new BigDecimal(cost),
        Sensitivity.INTERNAL,
        new Call.Timing(AT, 3, OptionalLong.of(40), ms));
  }

  private void note(int count) {
    for (int i = 0; i < count; i++) {
      ledger.note(call("small", Outcome.ACCEPTED, "0.002934", 1, 100));
    }
  }

  private static long count() throws SQLException {
    try (Connection connection = database.dataSource().getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT count(*) FROM call")) {
      rows.next();
      return rows.getLong(1);
    }
  }

  @Test
  void tellsHowModelsDo() throws Exception {
    ledger.note(call("small", Outcome.ACCEPTED, "0.00000015", 1, 100));
    ledger.note(call("small", Outcome.ESCALATED, "0.00000075", 1, 300));
    ledger.note(call("small", Outcome.FAILED, "0", 1, 200));
    ledger.note(call("large", Outcome.CANCELLED, "1.5", 1, 50));
    assertThat(ledger.flush(SOON)).isTrue();

    assertThat(ledger.use(WorkspaceId.DEFAULT, AT))
        .containsExactly(
            new ModelUse("large", 1, 0, 50, new BigDecimal("1.5")),
            new ModelUse("small", 3, 2, 200, new BigDecimal("0.00000090")));
    assertThat(ledger.use(WorkspaceId.DEFAULT, AT.plusMillis(1))).isEmpty();
  }

  @Test
  void aCallIsWrittenAsItWas() throws Exception {
    ledger.note(call("small", Outcome.PARTIAL, "0.002934", 1, 100));
    assertThat(ledger.flush(SOON)).isTrue();

    try (Connection connection = database.dataSource().getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT * FROM call")) {
      assertThat(row.next()).isTrue();
      assertThat(row.getString("outcome")).isEqualTo("partial");
      assertThat(row.getString("reason")).isEqualTo("because");
      assertThat(row.getInt("input_tokens")).isEqualTo(812);
      assertThat(row.getInt("output_tokens")).isEqualTo(131);
      assertThat(row.getBigDecimal("cost")).isEqualTo(new BigDecimal("0.002934"));
      assertThat(row.getString("currency")).isEqualTo("EUR");
      assertThat(row.getLong("first_token_ms")).isEqualTo(40);
      assertThat(row.getTimestamp("started_at").toInstant()).isEqualTo(AT);
      assertThat(row.getString("question_class")).isEqualTo("lookup");
    }
  }

  @Test
  void writesInGroupsAndClosingLosesNone() throws Exception {
    note(1_234);
    ledger.close();

    assertThat(count()).isEqualTo(1_234);
  }

  @Test
  void keepsCallsWhileTheDatabaseIsAway() throws Exception {
    database.away(true);
    note(700);
    assertThat(ledger.flush(Duration.ofMillis(600))).isFalse();
    assertThat(count()).isZero();

    database.away(false);
    note(1);

    assertThat(ledger.flush(SOON)).isTrue();
    assertThat(count()).isEqualTo(701);
  }

  /** There is no such workspace, and so the database will never take its row. */
  @Test
  void aCallThatIsRefusedDoesNotHoldUpTheOthers() throws Exception {
    note(5);
    ledger.note(call("small", Outcome.ACCEPTED, "1", 4_711, 100));
    note(600);

    assertThat(ledger.flush(SOON)).isTrue();
    assertThat(count()).isEqualTo(605);
  }

  @Test
  void aGroupThatWasWrittenAlreadyIsNotCountedTwice() throws Exception {
    List<CallRow> group = List.of(CallRow.of(call("small", Outcome.ACCEPTED, "1", 1, 100), "EUR"));
    CallTables tables = database.bean(CallTables.class);

    tables.add(group);
    tables.add(group);

    assertThat(count()).isEqualTo(1);
  }

  @Test
  void afterClosingNothingIsTaken() throws Exception {
    ledger.close();
    note(1);

    assertThat(ledger.flush(Duration.ZERO)).isTrue();
    assertThat(count()).isZero();
  }
}
