package dev.millrace.ingestion.connector.mail;

import dev.millrace.ingestion.connector.ConnectorContract;
import dev.millrace.ingestion.connector.ConnectorType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.io.TempDir;

class MboxConnectorTest extends ConnectorContract {
  @TempDir Path temp;

  @Override
  protected Place open() throws IOException {
    Path box = Files.createFile(temp.resolve("archive"));
    return new Place() {
      private final Map<String, String> messages = new TreeMap<>();

      @Override
      public ConnectorType type() {
        return new MailType();
      }

      @Override
      public Map<String, String> settings() {
        return Map.of("url", box.toUri().toString());
      }

      @Override
      public Map<String, String> elsewhere() {
        return Map.of("url", temp.resolve("nowhere").toUri().toString());
      }

      @Override
      public void put(String name, String text) throws IOException {
        messages.put(name, content(name, text));
        write();
      }

      @Override
      public void remove(String name) throws IOException {
        messages.remove(name);
        write();
      }

      private void write() throws IOException {
        StringBuilder all = new StringBuilder();
        for (String message : messages.values()) {
          all.append("From ann@example.com Sat Feb  3 04:05:06 2024\n")
              .append(message)
              .append("\n");
        }
        Files.writeString(box, all);
      }

      @Override
      public String externalId(String name) {
        return name + "@example.com";
      }

      @Override
      public String content(String name, String text) {
        return MailServer.message(externalId(name), text) + "\n";
      }

      @Override
      public void close() {}
    };
  }
}
