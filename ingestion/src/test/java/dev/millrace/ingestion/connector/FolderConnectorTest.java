package dev.millrace.ingestion.connector;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;

class FolderConnectorTest extends ConnectorContract {
  @TempDir Path temp;

  @Override
  protected Place open() throws IOException {
    Path root = Files.createDirectories(temp.resolve("root"));
    return new Place() {
      @Override
      public ConnectorType type() {
        return new FolderType();
      }

      @Override
      public Map<String, String> settings() {
        return Map.of("path", root.toString());
      }

      @Override
      public Map<String, String> elsewhere() {
        return Map.of("path", temp.resolve("nowhere").toString());
      }

      @Override
      public void put(String name, String text) throws IOException {
        Path file = root.resolve(externalId(name));
        Files.createDirectories(java.util.Objects.requireNonNull(file.getParent()));
        Files.writeString(file, text);
      }

      @Override
      public void remove(String name) throws IOException {
        Files.delete(root.resolve(externalId(name)));
      }

      @Override
      public String externalId(String name) {
        return name + ".txt";
      }

      @Override
      public void close() {}
    };
  }
}
