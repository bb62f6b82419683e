package dev.millrace.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a folder to evidence, by commands and against the real server. */
final class IngestEndToEndTest {
  private final Shell shell = RealServer.shell();

  @TempDir private Path folder;

  @BeforeEach
  void write() throws IOException {
    Files.createDirectories(folder.resolve("sub"));
    Files.writeString(
        folder.resolve("ferry.md"),
        "# Getting there\n\n## By boat\n\nThe ferry to Kestholm takes 25 minutes. 😀\n");
    Files.writeString(
        folder.resolve("sub/canteen.html"),
        "<html><head><title>Canteen</title></head><body><h1>Lunch</h1>"
            + "<p>The canteen serves soup from noon.</p></body></html>");
    Files.writeString(folder.resolve("empty.txt"), "");
    Files.writeString(folder.resolve("broken.pdf"), "%PDF-1.7 and then nothing");
  }

  private record Ingested(Map<String, String> outcomes, JsonNode summary) {}

  private Ingested ingest(String... more) throws IOException {
    List<String> arguments = new ArrayList<>(List.of("ingest", folder.toString(), "--json"));
    arguments.addAll(List.of(more));
    assertThat(shell.run(arguments.toArray(String[]::new)))
        .as(shell.err())
        .isEqualTo(ExitCode.DONE);
    List<String> lines = new ArrayList<>(shell.outLines());
    JsonNode summary = Json.tree(lines.removeLast()).get("summary");
    Map<String, String> outcomes = new TreeMap<>();
    for (String line : lines) {
      JsonNode json = Json.tree(line);
      outcomes.put(json.get("externalId").asText(), json.get("outcome").asText());
    }
    return new Ingested(outcomes, summary);
  }

  private List<JsonNode> search(String query, String... more) throws IOException {
    List<String> arguments = new ArrayList<>(List.of("search", query, "--json"));
    arguments.addAll(List.of(more));
    assertThat(shell.run(arguments.toArray(String[]::new)))
        .as(shell.err())
        .isEqualTo(ExitCode.DONE);
    List<JsonNode> evidence = new ArrayList<>();
    Json.tree(shell.out()).get("evidence").forEach(evidence::add);
    return evidence;
  }

  private static List<String> documents(List<JsonNode> evidence) {
    return evidence.stream().map(found -> found.get("externalId").asText()).toList();
  }

  @Test
  void aFolderIsFoundAgainAndFollowedThroughItsChanges() throws IOException {
    assertThat(ingest().outcomes())
        .isEqualTo(
            Map.of(
                "ferry.md", "added",
                "sub/canteen.html", "added",
                "empty.txt", "skipped",
                "broken.pdf", "failed"));
    JsonNode best = search("how long is the boat trip to Kestholm").getFirst();
    assertThat(best.get("externalId").asText()).isEqualTo("ferry.md");
    assertThat(best.get("text").asText()).contains("25 minutes. 😀");
    assertThat(best.get("headings").toString()).contains("By boat");

    Ingested second = ingest();
    assertThat(second.outcomes())
        .containsEntry("ferry.md", "unchanged")
        .containsEntry("sub/canteen.html", "unchanged");
    assertThat(second.summary().get("added").asInt()).isZero();

    Files.move(folder.resolve("ferry.md"), folder.resolve("boat.md"));
    Files.delete(folder.resolve("sub/canteen.html"));
    assertThat(ingest().summary().get("removed").asInt()).isEqualTo(1);
    JsonNode renamed = search("how long is the boat trip to Kestholm").getFirst();
    assertThat(renamed.get("externalId").asText()).isEqualTo("boat.md");
    assertThat(renamed.get("documentId")).isEqualTo(best.get("documentId"));
    assertThat(documents(search("when does the canteen serve soup")))
        .doesNotContain("sub/canteen.html");
  }

  @Test
  void onlyReadersFindIt() throws IOException {
    Files.writeString(folder.resolve("secret.md"), "The vault's colour is vermilion.");
    ingest("--readers", "user:anna");

    assertThat(documents(search("what colour is the vault", "--as", "anna"))).contains("secret.md");
    assertThat(documents(search("what colour is the vault", "--as", "ben")))
        .doesNotContain("secret.md");

    ingest();
    assertThat(documents(search("what colour is the vault", "--as", "ben")))
        .as("a second ingest without --readers opens nothing")
        .doesNotContain("secret.md");
  }
}
