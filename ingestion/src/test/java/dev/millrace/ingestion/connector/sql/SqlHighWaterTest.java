package dev.millrace.ingestion.connector.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.ingestion.connector.Connector;
import dev.millrace.ingestion.connector.ConnectorContract;
import dev.millrace.ingestion.connector.Item;
import dev.millrace.ingestion.connector.Mirror;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The contract again, with a high-water column; and what that is for. */
class SqlHighWaterTest extends ConnectorContract {
  @Override
  protected Place open() throws SQLException {
    return new SqlConnectorTest.Notes() {
      @Override
      public Map<String, String> settings() {
        Map<String, String> settings = super.settings();
        settings.put("highWaterColumn", "changed");
        settings.put("overlap", "1");
        return settings;
      }
    };
  }

  @Test
  void laterScansBringOnlyTextsThatAreNew() throws Exception {
    try (Database database = new Database()) {
      database.execute("CREATE TABLE t (id int PRIMARY KEY, body text, at timestamptz)");
      database.execute(
          "INSERT INTO t SELECT n, 'text', timestamptz '2026-01-01' + n * interval"
              + " '1 hour' FROM generate_series(1, 100) n");
      try (Connector connector = connect(database, "2")) {
        Mirror mirror = new Mirror().follow(connector);
        assertThat(mirror.changed()).isEqualTo(100);

        database.execute("UPDATE t SET body = 'new', at = '2026-03-01' WHERE id = 7");
        database.execute("DELETE FROM t WHERE id = 9");
        mirror.follow(connector);
        assertThat(mirror.changed()).isEqualTo(1);
        Item seven = Objects.requireNonNull(mirror.items().get("7"));
        assertThat(seven.inline()).hasValueSatisfying(text -> assertThat(text).isNotEmpty());
        // Deletions are found by every second scan.
        assertThat(mirror.items()).hasSize(100);

        database.execute("UPDATE t SET body = 'silently' WHERE id = 8");
        mirror.follow(connector);
        assertThat(mirror.items()).hasSize(99).doesNotContainKey("9");
        assertThat(mirror.changed()).isEqualTo(1);
        assertThat(Mirror.text(connector, Objects.requireNonNull(mirror.items().get("8"))))
            .isEqualTo("silently");
      }
    }
  }

  @Test
  void aRowThatIsCommittedLateIsFound() throws Exception {
    try (Database database = new Database()) {
      database.execute("CREATE TABLE t (id int PRIMARY KEY, body text, at timestamptz)");
      database.execute("INSERT INTO t VALUES (1, 'first', '2026-01-01 10:00')");
      try (Connector connector = connect(database, "0")) {
        Mirror mirror = new Mirror().follow(connector);
        database.execute("INSERT INTO t VALUES (2, 'late', '2026-01-01 09:58')");
        database.execute("INSERT INTO t VALUES (3, 'tie', '2026-01-01 10:00')");
        database.execute("INSERT INTO t VALUES (4, 'too late', '2026-01-01 09:50')");
        mirror.follow(connector);

        assertThat(mirror.items().keySet()).isEqualTo(java.util.Set.of("1", "2", "3"));
        assertThat(mirror.changed()).isEqualTo(2);
      }
    }
  }

  @Test
  void aTableThatWasEmptyAtFirstIsReadWhole() throws Exception {
    try (Database database = new Database()) {
      database.execute("CREATE TABLE t (id int PRIMARY KEY, body text, at timestamptz)");
      try (Connector connector = connect(database, "0")) {
        Mirror mirror = new Mirror().follow(connector);
        for (int id : List.of(1, 2)) {
          database.execute("INSERT INTO t VALUES (?, 'x', now())", id);
          assertThat(mirror.follow(connector).items()).hasSize(id);
        }
      }
    }
  }

  private static Connector connect(Database database, String sweepEvery) {
    return database.connect(
        "query", "TABLE t",
        "keyColumns", "id",
        "textColumns", "body",
        "highWaterColumn", "at",
        "sweepEvery", sweepEvery);
  }
}
