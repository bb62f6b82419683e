package dev.millrace.ingestion.connector.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.ingestion.connector.Connector;
import dev.millrace.ingestion.connector.Fetched;
import dev.millrace.ingestion.connector.Item;
import dev.millrace.ingestion.connector.Mirror;
import dev.millrace.ingestion.connector.Unusable;
import dev.millrace.retrieval.corpus.Principal;
import dev.millrace.retrieval.corpus.Sensitivity;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What rows have and files have not, and queries that mean harm. */
class SqlQueryTest {
  private Database database;

  @BeforeEach
  void open() throws SQLException {
    database = new Database();
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void writesColumnsOfAnyTypeAsLines() throws Exception {
    database.execute(
        """
        CREATE TABLE ticket (id serial PRIMARY KEY, "Subject line" text, open boolean,
          price numeric(8,2), due date, made timestamptz, tags text[], more jsonb, nothing text,
          file bytea, story text)""");
    database.execute(
        """
        INSERT INTO ticket VALUES (1, 'It''s \\ broken', true, 12.50, '2026-02-03',
          '2026-02-03 04:05:06+02', '{a,"b c"}', '{"k": [1]}', NULL, '\\x00ff', ?)""",
        "first line\nsecond line 😀");
    try (Connector connector =
        database.connect(
            "query", "SELECT * FROM ticket -- all of them;",
            "keyColumns", "id",
            "titleColumn", "Subject line",
            "metadataColumns", "open,price,tags,id,due",
            "link", "https://desk.example/{id}?s={Subject line}")) {
      Item item = Objects.requireNonNull(new Mirror().follow(connector).items().get("1"));

      assertThat(Mirror.text(connector, item))
          .isEqualTo(
              """
              id: 1
              Subject line: It's \\ broken
              open: true
              price: 12.50
              due: 2026-02-03
              made: 2026-02-03 02:05:06+00
              tags: a, b c
              more: {"k": [1]}

              story:
              first line
              second line 😀

              """);
      assertThat(item.uri()).isEqualTo("https://desk.example/1?s=It%27s%20%5C%20broken");
      assertThat(item.facts().title()).hasValue("It's \\ broken");
      assertThat(item.facts().metadata())
          .isEqualTo(
              Map.of(
                  "open",
                  true,
                  "price",
                  12.5,
                  "tags",
                  List.of("a", "b c"),
                  "id",
                  1L,
                  "due",
                  "2026-02-03"));
    }
  }

  @Test
  void takesRightsFromColumnsAndTellsWhatItCannotRead() throws Exception {
    database.execute("CREATE TABLE t (id text, who text[], level text, body text)");
    database.execute(
        """
        INSERT INTO t VALUES ('both', '{group:hr,user:ann}', 'restricted', 'x'),
          ('nobody', '{}', 'public', 'x'), ('unsaid', NULL, NULL, 'x'), ('odd', '{hr}', NULL, 'x')
        """);
    try (Connector connector =
        database.connect(
            "query", "SELECT * FROM t",
            "keyColumns", "id",
            "readersColumn", "who",
            "sensitivityColumn", "level")) {
      Mirror mirror = new Mirror().follow(connector);

      assertThat(item(mirror, "both").facts().rights().readers())
          .hasValue(Set.of(Principal.group("hr"), Principal.user("ann")));
      assertThat(item(mirror, "both").facts().rights().sensitivity())
          .hasValue(Sensitivity.RESTRICTED);
      assertThat(item(mirror, "nobody").facts().rights().readers()).hasValue(Set.of());
      assertThat(item(mirror, "unsaid").facts().rights().readers()).isEmpty();
      assertThat(mirror.unusable()).extracting(Unusable::externalId).containsExactly("odd");
      assertThat(mirror.unusable().getFirst().reason()).contains("\"hr\"");

      String before = String.valueOf(item(mirror, "both").version());
      database.execute("UPDATE t SET who = '{group:legal}' WHERE id = 'both'");
      assertThat(item(mirror.follow(connector), "both").version()).isNotEqualTo(before);
    }
  }

  private static Item item(Mirror mirror, String id) {
    return Objects.requireNonNull(mirror.items().get(id), id);
  }

  @Test
  void givesFilesThatAreKeptInATable() throws Exception {
    database.execute("CREATE TABLE file (path text, part int, type text, bytes bytea)");
    byte[] small = {0, 1, 2, (byte) 0xff};
    byte[] large = new byte[3 << 20];
    large[5] = 7;
    database.execute("INSERT INTO file VALUES ('a/b%', 1, 'application/pdf', ?)", small);
    database.execute("INSERT INTO file VALUES ('a/b%', 2, NULL, ?)", large);
    try (Connector connector =
        database.connect(
            "query", "SELECT * FROM file",
            "keyColumns", "path, part",
            "contentColumn", "bytes",
            "mediaTypeColumn", "type")) {
      Mirror mirror = new Mirror().follow(connector);
      assertThat(mirror.items()).containsOnlyKeys("a%2Fb%25/1", "a%2Fb%25/2");
      assertThat(item(mirror, "a%2Fb%25/1").inline()).hasValue(small);
      assertThat(item(mirror, "a%2Fb%25/1").facts().mediaType()).hasValue("application/pdf");

      Item second = item(mirror, "a%2Fb%25/2");
      assertThat(second.inline()).isEmpty();
      assertThat(second.size()).hasValue(large.length);
      try (Fetched fetched = connector.fetch(second)) {
        assertThat(((Fetched.Content) fetched).bytes().readAllBytes()).isEqualTo(large);
      }
    }
  }

  @Test
  void tellsKeysThatAreNone() throws Exception {
    database.execute("CREATE TABLE t (id text, body text)");
    database.execute(
        "INSERT INTO t VALUES ('a', 'x'), ('b', 'x'), ('b', 'y'), (NULL, 'x'), (NULL, 'y'), (?, 'x'),"
            + " ('', 'x'), (E'tab\\t', 'x')",
        "long".repeat(600));
    try (Connector connector = database.connect("query", "TABLE t", "keyColumns", "id")) {
      Mirror mirror = new Mirror().follow(connector);

      assertThat(mirror.items()).containsOnlyKeys("a");
      assertThat(mirror.unusable()).hasSize(5).allMatch(Unusable::failed);
      assertThat(mirror.unusable())
          .filteredOn(one -> one.externalId().equals("b"))
          .singleElement()
          .satisfies(one -> assertThat(one.reason()).contains("several rows"));
      assertThat(Mirror.text(connector, Item.of("b", "x", null))).contains("several rows");
    }
  }

  @Test
  void isTakenUpAgainWhereItBrokeOffAmongManyRows() throws Exception {
    database.execute(
        "CREATE TABLE t AS SELECT n AS id, 'x' AS body FROM generate_series(1, 1200) n");
    try (Connector connector = database.connect("query", "TABLE t", "keyColumns", "id")) {
      assertThat(new Mirror().followBrokenOff(connector, 700).items()).hasSize(1200);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "DELETE FROM victim RETURNING id",
        "SELECT 1 AS id; DELETE FROM victim",
        "SELECT 1 AS id) AS x; DELETE FROM victim; SELECT * FROM (SELECT 1 AS id",
        "SELECT 1 AS id) AS x; COMMIT; SET SESSION CHARACTERISTICS AS TRANSACTION READ WRITE;"
            + " DELETE FROM victim; SELECT * FROM (SELECT 1 AS id",
        "WITH gone AS (DELETE FROM victim RETURNING id) SELECT * FROM gone",
        "SELECT strip() AS id",
        "SELECT set_config('transaction_read_only', 'off', true) AS a, strip() AS id",
        "SELECT set_config('default_transaction_read_only', 'off', false) AS a, strip() AS id",
        "SELECT 1 AS id /* not closed",
        "SELECT 1 AS id, 2 AS id",
        "SELECT pg_sleep(60) AS id",
        "SELECT other FROM victim",
        "this is no query"
      })
  void aQueryThatMeansHarmDoesNone(String query) throws Exception {
    database.execute("CREATE TABLE victim (id int)");
    database.execute("INSERT INTO victim VALUES (1)");
    database.execute(
        "CREATE FUNCTION strip() RETURNS int LANGUAGE sql AS 'DELETE FROM victim RETURNING id'");
    try (Connector connector =
        database.connect("query", query, "keyColumns", "id", "timeoutSeconds", "1")) {
      for (int n = 0; n < 2; n++) {
        assertThatThrownBy(() -> new Mirror().follow(connector))
            .cause()
            .isInstanceOf(IOException.class)
            .hasMessageMatching("(?s).*(settings\\.|ERROR).*");
      }
    }
    assertThat(database.ask("SELECT count(*) FROM victim")).isEqualTo("1");
  }

  @Test
  void saysWhatIsWrong() throws Exception {
    assertWrong("titleColumn", "none", "settings.titleColumn", "it gives id");
    assertWrong("url", "jdbc:postgresql://127.0.0.1:9/x", "can't be reached");
    assertWrong("url", "jdbc:postgresql://169.254.169.254/x", "link-local");
    assertWrong("url", "jdbc:postgresql://no-such-host.invalid/x", "no-such-host.invalid");
    assertWrong("url", database.place + "x", "settings.url");
  }

  private void assertWrong(String setting, String value, String... parts) {
    try (Connector connector =
        database.connect("query", "SELECT 1 AS id", "keyColumns", "id", setting, value)) {
      assertThatThrownBy(connector::test).isInstanceOf(IOException.class).message().contains(parts);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbc:h2:mem:x",
        "jdbc:postgresql:x",
        "jdbc:postgresql://h1,h2/x",
        "jdbc:postgresql://h/",
        "jdbc:postgresql://me:secret@h/x",
        "jdbc:postgresql://h/x?user=me&password=secret",
        "jdbc:postgresql://h/x?socketFactory=org.springframework.Context&socketFactoryArg=http://x",
        "jdbc:postgresql://h/x?sslmode=require&sslfactory=evil.Factory",
        "jdbc:postgresql://h/x?loggerFile=/tmp/x",
        "jdbc:postgresql://h/x?options=-c%20default_transaction_read_only=off",
        "jdbc:postgresql://h/x?service=mine",
        "jdbc:postgresql://h/x?%73ocketFactory=evil",
        "jdbc:postgresql://h/x?sslmode=sometimes"
      })
  void refusesAddressesThatDoMoreThanName(String url) {
    assertThatThrownBy(() -> database.connect("query", "SELECT 1", "keyColumns", "id", "url", url))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("settings.url")
        .message()
        .doesNotContain("secret");
  }

  @Test
  void readsTextAsItIsInAFileColumn() throws Exception {
    try (Connector connector =
        database.connect(
            "query", "SELECT 1 AS id, '<p>über' AS page",
            "keyColumns", "id",
            "contentColumn", "page")) {
      Item item = item(new Mirror().follow(connector), "1");
      assertThat(new String(item.inline().orElseThrow(), StandardCharsets.UTF_8))
          .isEqualTo("<p>über");
    }
  }
}
