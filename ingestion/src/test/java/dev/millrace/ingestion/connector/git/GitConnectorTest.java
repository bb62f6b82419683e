package dev.millrace.ingestion.connector.git;

import dev.millrace.ingestion.connector.ConnectorContract;
import dev.millrace.ingestion.connector.ConnectorType;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.junit.jupiter.api.io.TempDir;

class GitConnectorTest extends ConnectorContract {
  @TempDir Path temp;

  @Override
  protected Place open() throws IOException, GitAPIException {
    GitServer server = new GitServer(temp.resolve("repo"), Optional.of("x-access-token:secret"));
    server.commit();
    AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
    InstantSource hurried = () -> now.updateAndGet(last -> last.plus(Duration.ofHours(1)));
    return new Place() {
      @Override
      public ConnectorType type() {
        return new GitType(temp.resolve("cache"), hurried);
      }

      @Override
      public Map<String, String> settings() {
        return Map.of("url", server.url(), "token", "secret");
      }

      @Override
      public Map<String, String> elsewhere() {
        return Map.of("url", server.url("/nothing.git"), "token", "secret");
      }

      @Override
      public void put(String name, String text) throws IOException, GitAPIException {
        server.put(externalId(name), text);
      }

      @Override
      public void remove(String name) throws IOException, GitAPIException {
        server.remove(externalId(name));
      }

      @Override
      public String externalId(String name) {
        return name + ".md";
      }

      @Override
      public void close() {
        server.close();
      }
    };
  }
}
