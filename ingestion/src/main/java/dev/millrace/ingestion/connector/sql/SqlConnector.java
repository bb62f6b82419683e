package dev.millrace.ingestion.connector.sql;

import dev.millrace.ingestion.connector.Connector;
import dev.millrace.ingestion.connector.Fetched;
import dev.millrace.ingestion.connector.Item;
import dev.millrace.ingestion.connector.Scan;
import dev.millrace.ingestion.connector.ScanSink;
import dev.millrace.ingestion.connector.ScanStart;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The rows of a query. */
final class SqlConnector implements Connector {
  /** So many rows are in memory at once, each with at most {@link Item#MOST_INLINE} bytes. */
  private static final int ROWS_AT_ONCE = 20;

  /**
   * How scans follow each other.
   *
   * @param rules stands for the settings
   * @param overlap how far below the high-water mark a scan looks for rows that were committed late
   * @param sweepEvery each so many-th scan tells all rows; 0 for none after the first
   */
  record Rhythm(String rules, long overlap, int sweepEvery) {}

  private final JdbcAddress address;
  private final String query;
  private final Columns columns;
  private final Rhythm rhythm;
  private final Connections connections;

  SqlConnector(JdbcAddress address, String query, Columns columns, Rhythm rhythm) {
    this.address = address;
    this.query = query;
    this.columns = columns;
    this.rhythm = rhythm;
    this.connections = new Connections(address);
  }

  private interface Work<T> {
    T with(Connection connection, Table table)
        throws SQLException, IOException, InterruptedException;
  }

  @Override
  public String test() throws IOException, InterruptedException {
    return inTransaction(
        (connection, table) ->
            "a query with the columns " + String.join(", ", table.types().keySet()));
  }

  @Override
  public Scan scan(ScanStart start, ScanSink sink) throws IOException, InterruptedException {
    return inTransaction((connection, table) -> scan(start, sink, connection, table));
  }

  private Scan scan(ScanStart start, ScanSink sink, Connection connection, Table table)
      throws SQLException, IOException, InterruptedException {
    RowQuery statement = new RowQuery(table);
    Optional<Mark> brokenOff = usable(start.brokenOff());
    Mark mark = brokenOff.isPresent() ? brokenOff.get() : next(start, connection, statement);
    RowTelling telling = new RowTelling(table, address, mark, sink);
    try (Statement rows = statement(connection);
        ResultSet found =
            rows.executeQuery(statement.rows(mark, String.valueOf(rhythm.overlap())))) {
      while (found.next()) {
        telling.next(Row.read(found, table));
      }
    }
    telling.end();
    Mark done = mark(mark.scans(), mark.from(), mark.to(), mark.told());
    Scan.Coverage coverage =
        switch (mark.told()) {
          case EVERYTHING, ROWS -> Scan.Coverage.WHOLE;
          case CHANGES -> Scan.Coverage.CHANGES;
        };
    return new Scan(coverage, Optional.of(done.toString()));
  }

  /** The scan that follows the last one. Its mark is taken before any row is read. */
  private Mark next(ScanStart start, Connection connection, RowQuery statement)
      throws SQLException {
    Optional<String> to =
        columns.highWater().isPresent()
            ? highest(connection, statement.mark(columns.highWater().get()))
            : Optional.empty();
    Optional<Mark> last = usable(start.done());
    Optional<String> from = last.flatMap(Mark::to);
    if (last.isEmpty() || (columns.highWater().isPresent() && from.isEmpty())) {
      return mark(0, from, to, Mark.Told.EVERYTHING);
    }
    int scans = last.get().scans() + 1;
    boolean sweep = rhythm.sweepEvery() > 0 && scans >= rhythm.sweepEvery();
    return columns.highWater().isEmpty() || sweep
        ? mark(0, from, to.or(() -> from), Mark.Told.ROWS)
        : mark(scans, from, to.or(() -> from), Mark.Told.CHANGES);
  }

  private Mark mark(int scans, Optional<String> from, Optional<String> to, Mark.Told told) {
    return new Mark(rhythm.rules(), scans, from, to, told, Optional.empty());
  }

  private static Optional<String> highest(Connection connection, String query) throws SQLException {
    try (Statement statement = statement(connection);
        ResultSet highest = statement.executeQuery(query)) {
      highest.next();
      return Optional.ofNullable(highest.getString(1));
    }
  }

  private Optional<Mark> usable(Optional<String> cursor) {
    return cursor.flatMap(Mark::parse).filter(mark -> mark.rules().equals(rhythm.rules()));
  }

  @Override
  public Fetched fetch(Item item) throws IOException, InterruptedException {
    Optional<RowKey> key = RowKey.of(item.externalId(), columns.keys().size());
    if (key.isEmpty()) {
      return new Fetched.Gone();
    }
    return inTransaction(
        (connection, table) -> {
          try (Statement statement = statement(connection);
              ResultSet found = statement.executeQuery(new RowQuery(table).row(key.get()))) {
            return found.next() ? fetched(found, table) : new Fetched.Gone();
          }
        });
  }

  private static Fetched fetched(ResultSet found, Table table) throws SQLException {
    Row row = Row.read(found, table);
    if (found.next()) {
      return new Fetched.Refused("several rows have this key: check settings.keyColumns");
    }
    if (row.content().isEmpty()) {
      return new Fetched.Refused(
          "the row has " + (row.bytes() >> 20) + " MB, more than " + (RowQuery.LARGEST >> 20));
    }
    try {
      return new Fetched.Content(new ByteArrayInputStream(row.content().get()), row.facts(table));
    } catch (IllegalArgumentException e) {
      return new Fetched.Refused(String.valueOf(e.getMessage()));
    }
  }

  private static Statement statement(Connection connection) throws SQLException {
    Statement statement = connection.createStatement();
    statement.setEscapeProcessing(false);
    statement.setFetchSize(ROWS_AT_ONCE);
    return statement;
  }

  private <T> T inTransaction(Work<T> work) throws IOException, InterruptedException {
    @Nullable Connection connection = null;
    try {
      connection = connections.take();
      T done = work.with(connection, Table.of(connection, query, columns));
      connections.giveBack(connection);
      connection = null;
      return done;
    } catch (SQLException e) {
      throw SqlWords.of(address, e);
    } finally {
      Connections.drop(connection);
    }
  }

  @Override
  public void close() {
    connections.close();
  }
}
