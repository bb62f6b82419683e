package dev.millrace.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Six PDFs of a company's own making, from the folder on to the page. Skipped where {@code
 * test.data} is absent.
 */
class RealDocumentsTest {
  private static final Path DATA = Path.of(System.getProperty("test.data", "../../shared/data"));
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path home;

  @Test
  void theRightPageComesFirst() throws Exception {
    Path files = DATA.resolve("documents/azure-hr");
    assumeTrue(Files.isDirectory(files), () -> "there is no " + files + "; set test.data");
    try (ServerProcess server = ServerProcess.start(home, ServerProcess.freePort())) {
      assertThat(run(server, "ingest", files.toString()).get("summary").get("added").asInt())
          .isEqualTo(9);
      JsonNode evidence =
          run(server, "search", "protection against balance billing").get("evidence");

      JsonNode first = evidence.get(0);
      assertThat(first.get("externalId").asText()).endsWith("_Details.pdf").contains("Northwind");
      assertThat(first.get("page").asInt()).isEqualTo(7);
      assertThat(first.get("headings").toString()).contains("Balance Billing Protection");

      assertThat(run(server, "ingest", files.toString()).get("summary").get("unchanged").asInt())
          .isEqualTo(9);
    }
  }

  private static JsonNode run(ServerProcess server, String... command) throws Exception {
    Shell shell = new Shell();
    String[] all = java.util.Arrays.copyOf(command, command.length + 5);
    System.arraycopy(
        new String[] {"--json", "--server", server.url().toString(), "--key", ServerProcess.KEY},
        0,
        all,
        command.length,
        5);
    assertThat(shell.run(all)).as(shell.err()).isZero();
    return JSON.readTree(shell.outLines().getLast());
  }
}
