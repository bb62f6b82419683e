package dev.millrace.app.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code documents push}: one text file, or any number of documents a line of JSON each. */
@Command(
    name = "push",
    description = {
      "Hand documents over: a text file, or a line of JSON each from a file that ends in .ndjson or"
          + " .jsonl, or from the standard input.",
      "A line: {\"externalId\":\"a\",\"text\":\"...\"} or {\"externalId\":\"a\",\"delete\":true}"
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    footer = {
      "",
      "With --json the server's lines as they come, a summary last.",
      "Exit code 0 if every line was taken, 1 if one was not or a document failed."
    })
final class DocumentsPushCommand extends TreeCommand {
  @Parameters(
      paramLabel = "FILE",
      arity = "0..1",
      description = "The file; - or none for the standard input.")
  private String file = "-";

  @Option(
      names = "--source",
      paramLabel = "SOURCE",
      description = "A source of kind push; the one called push unless given.")
  private String source = "";

  @Option(
      names = "--external-id",
      paramLabel = "ID",
      description = "What a single file is called; its name unless given.")
  private @Nullable String externalId;

  @Option(
      names = "--readers",
      paramLabel = "WHO",
      description = "Who may read, where a line doesn't say; the source's readers unless given.")
  private String readers = "";

  @Option(
      names = "--sensitivity",
      paramLabel = "LEVEL",
      description = "Where a line doesn't say; the source's unless given.")
  private String sensitivity = "";

  @Spec private @Nullable CommandSpec spec;

  private boolean whole;
  private boolean good = true;

  DocumentsPushCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  int run(ApiTree api) {
    boolean many = file.equals("-") || file.endsWith(".ndjson") || file.endsWith(".jsonl");
    if (many && externalId != null) {
      throw Usage.wrong(spec, "--external-id is for a single file: lines have their own");
    }
    if (!file.equals("-") && !Files.isRegularFile(Path.of(file))) {
      throw Usage.wrong(spec, "there is no file " + file);
    }
    try (InputStream lines = many ? opened() : single()) {
      api.batch(query(api), lines, this::answer);
    } catch (IOException e) {
      throw new CommandFailure("cannot read " + file + ": " + e.getMessage(), e);
    }
    if (!whole) {
      throw new CommandFailure(
          "the server broke off before the end; send the same again: what it has is not done twice");
    }
    return good ? ExitCode.DONE : ExitCode.FAILED;
  }

  private InputStream opened() throws IOException {
    return file.equals("-") ? System.in : Files.newInputStream(Path.of(file));
  }

  private InputStream single() throws IOException {
    Path path = Path.of(file);
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("externalId", externalId == null ? path.getFileName().toString() : externalId);
    document.put("text", Files.readString(path, UTF_8));
    document.put("mediaType", mediaType(file.toLowerCase(Locale.ROOT)));
    return new ByteArrayInputStream(Json.write(document).getBytes(UTF_8));
  }

  private static String mediaType(String name) {
    if (name.endsWith(".md") || name.endsWith(".markdown")) {
      return "text/markdown";
    }
    return name.endsWith(".html") || name.endsWith(".htm") ? "text/html" : "text/plain";
  }

  private String query(ApiTree api) {
    List<String> parts = new ArrayList<>();
    if (!source.isEmpty()) {
      parts.add("sourceId=" + api.sourceId(source));
    }
    if (!readers.isEmpty()) {
      parts.add("readers=" + ApiConnection.escape(readers));
    }
    if (!sensitivity.isEmpty()) {
      parts.add("sensitivity=" + ApiConnection.escape(sensitivity));
    }
    return parts.isEmpty() ? "" : "?" + String.join("&", parts);
  }

  private void answer(String line) {
    if (line.isBlank()) {
      return;
    }
    JsonNode answer;
    try {
      answer = Json.tree(line);
    } catch (JsonProcessingException e) {
      throw new CommandFailure("the server sent a line that is no JSON", e);
    }
    boolean bad = answer.has("error") || answer.path("outcome").asText().equals("failed");
    good &= !bad;
    whole |= answer.has("summary");
    if (options.json) {
      terminal().out().println(line);
    } else if (answer.has("summary")) {
      JsonNode summary = answer.path("summary");
      String counts = RunText.counts(summary);
      terminal()
          .out()
          .println(
              ProgressLine.grouped(summary.path("lines").asLong())
                  + " lines"
                  + (counts.isEmpty() ? "" : ": " + counts)
                  + (summary.path("refused").asInt() == 0
                      ? ""
                      : ", " + summary.path("refused").asText() + " refused"));
    } else if (bad || answer.path("outcome").asText().equals("skipped")) {
      terminal()
          .err()
          .println(
              "line "
                  + answer.path("line").asText()
                  + " "
                  + RunText.text(answer, "externalId")
                  + ": "
                  + (answer.has("error")
                      ? answer.path("error").path("message").asText()
                      : RunText.text(answer, "reason")));
    }
  }
}
