package dev.millrace.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class IngestCommandTest {
  private final FakeMillrace server = new FakeMillrace();
  private final Shell shell = new Shell().with("MILLRACE_SERVER", server.url().toString());

  @TempDir private Path folder;

  @BeforeEach
  void write() throws IOException {
    Files.createDirectories(folder.resolve("sub"));
    Files.writeString(folder.resolve("a.md"), "one");
    Files.writeString(folder.resolve("sub/b ü.md"), "two");
    Files.writeString(folder.resolve("empty.txt"), "");
  }

  @AfterEach
  void close() {
    server.close();
  }

  private int ingest(String... more) {
    List<String> arguments = new ArrayList<>(List.of("ingest", folder.toString()));
    arguments.addAll(List.of(more));
    return shell.run(arguments.toArray(String[]::new));
  }

  private List<JsonNode> json() throws IOException {
    List<JsonNode> lines = new ArrayList<>();
    for (String line : shell.outLines()) {
      lines.add(Json.tree(line));
    }
    return lines;
  }

  @Test
  void writesALineAFileAndASummary() throws IOException {
    assertThat(ingest("--json")).isEqualTo(ExitCode.DONE);

    List<JsonNode> lines = json();
    JsonNode summary = lines.removeLast().get("summary");
    assertThat(lines)
        .extracting(JsonNode::toString)
        .containsExactlyInAnyOrder(
            "{\"externalId\":\"a.md\",\"outcome\":\"added\",\"reason\":null,\"ms\":7}",
            "{\"externalId\":\"sub/b ü.md\",\"outcome\":\"added\",\"reason\":null,\"ms\":7}",
            "{\"externalId\":\"empty.txt\",\"outcome\":\"skipped\",\"reason\":\"it is empty\","
                + "\"ms\":7}");
    assertThat(summary.get("runId").asText()).isEqualTo("run-1");
    assertThat(summary.get("state").asText()).isEqualTo("done");
    assertThat(summary.get("position").asInt()).isEqualTo(3);
    assertThat(summary.get("added").asInt()).isEqualTo(2);
    assertThat(summary.get("skipped").asInt()).isEqualTo(1);
    assertThat(summary.get("failed").asInt()).isZero();
    assertThat(summary.get("seconds").isNumber()).isTrue();
    assertThat(shell.err()).isEmpty();
  }

  @Test
  void sendsOnlyWhatHasChangedAndTellsWhatIsGone() throws IOException {
    ingest();
    Files.writeString(folder.resolve("a.md"), "one, changed");
    Files.delete(folder.resolve("sub/b ü.md"));
    int before = server.requests.size();

    assertThat(ingest("--json")).isEqualTo(ExitCode.DONE);

    JsonNode summary = json().getLast().get("summary");
    assertThat(summary.get("changed").asInt()).isEqualTo(1);
    assertThat(summary.get("removed").asInt()).isEqualTo(1);
    assertThat(
            server.requests.subList(before, server.requests.size()).stream()
                .filter(request -> request.startsWith("PUT"))
                .toList())
        .hasSize(2)
        .anyMatch(request -> request.contains("externalId=a.md"));
  }

  @Test
  void listsWhatWasSkippedWithItsReason() {
    assertThat(ingest()).isEqualTo(ExitCode.DONE);

    assertThat(shell.out())
        .contains("3 files: 2 added, 1 skipped in 0:0")
        .contains("skipped empty.txt: it is empty");
  }

  @Test
  void afterFiftyItNamesTheRest() throws IOException {
    for (int i = 0; i < 60; i++) {
      Files.writeString(folder.resolve("e" + i + ".txt"), "");
    }
    assertThat(ingest()).isEqualTo(ExitCode.DONE);

    assertThat(shell.outLines()).filteredOn(line -> line.contains("skipped e")).hasSize(50);
    assertThat(shell.out()).contains("and 11 more: GET /api/runs/run-1/outcomes");
  }

  @Test
  void theSourceIsTheFoldersRealPath(@TempDir Path elsewhere) throws IOException {
    Path link = Files.createSymbolicLink(elsewhere.resolve("link"), folder);
    assertThat(shell.run("ingest", link.toString())).isEqualTo(ExitCode.DONE);

    JsonNode source = server.sources.getFirst();
    assertThat(source.get("name").asText()).isEqualTo(folder.toRealPath().toString());
    assertThat(source.get("kind").asText()).isEqualTo("upload");
    assertThat(source.get("readers").toString()).isEqualTo("[\"everyone\"]");
  }

  @Test
  void aSecondIngestDoesNotOpenWhatTheFirstHadClosed() {
    ingest(
        "--readers", "group:hr,user:alice", "--denied", "user:bob", "--sensitivity", "restricted");
    ingest();

    JsonNode source = server.sources.getFirst();
    assertThat(source.get("readers").toString()).isEqualTo("[\"group:hr\",\"user:alice\"]");
    assertThat(source.get("denied").toString()).isEqualTo("[\"user:bob\"]");
    assertThat(source.get("sensitivity").asText()).isEqualTo("restricted");
  }

  @Test
  void aFileThatTheServerRefusesFailsAlone() throws IOException {
    server.instead =
        request ->
            request.contains("externalId=a.md")
                ? FakeMillrace.Answer.error(413, "too_large", "larger than 100 MB")
                : null;

    assertThat(ingest("--json")).isEqualTo(ExitCode.DONE);
    assertThat(json().getLast().get("summary").get("failed").asInt()).isEqualTo(1);
    assertThat(json().getLast().get("summary").get("added").asInt()).isEqualTo(1);
    assertThat(server.reported).containsEntry("a.md", "larger than 100 MB");
  }

  @Test
  void aRunThatFailedEndsWithOne() {
    server.finalState = "failed";

    assertThat(ingest()).isEqualTo(ExitCode.FAILED);
    assertThat(shell.err()).contains("the run failed: the disk is full (run-1)");
  }

  @Test
  void aRunUnderWayIsNamed() {
    server.instead =
        request ->
            request.equals("POST /api/runs")
                ? FakeMillrace.Answer.error(
                    409, "run_under_way", "run 7 of this source is under way")
                : null;

    assertThat(ingest()).isEqualTo(ExitCode.FAILED);
    assertThat(shell.err()).contains("run 7 of this source is under way [run_under_way]");
  }

  @Test
  void aRunThatIsNoLongerOursEndsTheUpload() {
    server.instead =
        request ->
            request.startsWith("PUT")
                ? FakeMillrace.Answer.error(409, "conflict", "the run was cancelled")
                : null;

    assertThat(ingest()).isEqualTo(ExitCode.FAILED);
    assertThat(shell.err()).contains("the run was cancelled [conflict]");
    assertThat(server.requests("POST")).noneMatch(request -> request.endsWith("/complete"));
  }

  @Test
  void aServerInTroubleEndsTheRunAndIsTold() {
    server.instead =
        request ->
            request.startsWith("PUT")
                ? FakeMillrace.Answer.error(503, "database_unavailable", "the database is down")
                : null;

    assertThat(ingest()).isEqualTo(ExitCode.FAILED);
    assertThat(shell.err()).contains("the database is down [database_unavailable]");
    assertThat(server.requests("POST")).anyMatch(request -> request.endsWith("/cancel"));
  }

  @Test
  void aServerThatGoesAwayMidwayEndsWithThree() {
    server.instead =
        request -> {
          if (request.startsWith("PUT")) {
            server.close();
          }
          return null;
        };

    assertThat(ingest()).isEqualTo(ExitCode.SERVER_UNREACHABLE);
    assertThat(shell.err()).contains("Millrace", "./millrace serve");
  }

  @Test
  void aWrongKeyIsRefusedWithWhereItCameFrom() {
    server.instead = _ -> FakeMillrace.Answer.error(401, "invalid_key", "the key is not known");

    assertThat(ingest("--key", "mr_wrong")).isEqualTo(ExitCode.FAILED);
    assertThat(shell.err()).contains("the key is not known (the key came from --key)");
    shell.with("MILLRACE_KEY", "k");
    ingest();
    assertThat(shell.err()).contains("the key came from MILLRACE_KEY");
  }

  @Test
  void withoutAnyKeyItSaysWhereItWasLookedFor(@TempDir Path home) {
    server.instead = _ -> FakeMillrace.Answer.error(401, "no_key", "a key is needed");

    assertThat(ingest("--home", home.toString())).isEqualTo(ExitCode.FAILED);
    assertThat(shell.err()).contains("there is no " + home.resolve("admin-key"));
  }

  @Test
  void aFileIsNotAFolder() {
    assertThat(shell.run("ingest", folder.resolve("a.md").toString()))
        .isEqualTo(ExitCode.WRONG_USAGE);
    assertThat(shell.err()).contains("is a file: name the folder that holds it");
  }
}
