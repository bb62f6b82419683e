package dev.millrace.ingestion.connector.sql;

import dev.millrace.ingestion.connector.ConnectorContract;
import dev.millrace.ingestion.connector.ConnectorType;
import java.sql.SQLException;
import java.util.Map;

class SqlConnectorTest extends ConnectorContract {
  @Override
  protected Place open() throws SQLException {
    return new Notes();
  }

  /** A table of notes; what is put again has changed later. */
  static class Notes implements Place {
    final Database database = new Database();

    Notes() throws SQLException {
      database.execute("CREATE TABLE note (name text PRIMARY KEY, body text, changed bigserial)");
    }

    @Override
    public ConnectorType type() {
      return new SqlType();
    }

    @Override
    public Map<String, String> settings() {
      return database.settings(
          "query", "SELECT * FROM note", "keyColumns", "name", "textColumns", "body");
    }

    @Override
    public Map<String, String> elsewhere() {
      Map<String, String> settings = settings();
      settings.put("url", database.place + "_nowhere");
      return settings;
    }

    @Override
    public void put(String name, String text) throws SQLException {
      database.execute(
          "INSERT INTO note VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET body = excluded.body,"
              + " changed = nextval('note_changed_seq')",
          name,
          text);
    }

    @Override
    public void remove(String name) throws SQLException {
      database.execute("DELETE FROM note WHERE name = ?", name);
    }

    @Override
    public String externalId(String name) {
      return name;
    }

    @Override
    public void close() {
      database.close();
    }
  }
}
