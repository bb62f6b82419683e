package dev.millrace.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code documents …}: what the reader may read, and documents that are handed over. */
@Command(
    name = "documents",
    description = "Documents: list and read them, hand some over, take some out.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND")
final class DocumentsCommand implements Runnable {
  @Spec private @Nullable CommandSpec spec;

  static CommandLine line(Surroundings surroundings) {
    return new CommandLine(new DocumentsCommand())
        .addSubcommand(new All(surroundings))
        .addSubcommand(new Show(surroundings))
        .addSubcommand(new DocumentsAccessCommand(surroundings))
        .addSubcommand(new DocumentsPushCommand(surroundings))
        .addSubcommand(new Remove(surroundings));
  }

  @Override
  public void run() {
    throw Usage.wrong(spec, "say what to do: " + Usage.subcommands(spec));
  }

  /** The documents that the reader may read. */
  @Command(
      name = "list",
      description = "List the documents that the reader may read; with --json a line each.",
      mixinStandardHelpOptions = true,
      versionProvider = Version.class)
  static final class All extends TreeCommand {
    @Option(names = "--source", paramLabel = "SOURCE", description = "Only of this one.")
    private String source = "";

    @Option(names = "--limit", paramLabel = "N", description = "How many; 100 unless given.")
    private int limit = 100;

    @Spec private @Nullable CommandSpec spec;

    All(Surroundings surroundings) {
      super(surroundings);
    }

    @Override
    int run(ApiTree api) {
      if (limit < 1) {
        throw Usage.wrong(spec, "--limit is 1 or more, not " + limit);
      }
      TextTable table = new TextTable("DOCUMENT", "TITLE", "SENSITIVITY", "ID");
      api.each(
          "/api/documents" + (source.isEmpty() ? "" : "?sourceId=" + api.sourceId(source)),
          limit,
          document -> {
            if (options.json) {
              line(document);
            } else {
              table.row(
                  document.path("externalId").asText(),
                  document.path("title").asText(),
                  document.path("sensitivity").asText(),
                  document.path("documentId").asText());
            }
          });
      if (!options.json && table.isEmpty()) {
        terminal().out().println("There are no documents here that may be read.");
      } else if (!options.json) {
        table.print(terminal());
      }
      return ExitCode.DONE;
    }
  }

  /** One document. */
  @Command(
      name = "show",
      description = "Print a document's text; with --json all that is known of it.",
      mixinStandardHelpOptions = true,
      versionProvider = Version.class)
  static final class Show extends TreeCommand {
    @Parameters(paramLabel = "ID", description = "Its id, as documents list has it.")
    private String id = "";

    Show(Surroundings surroundings) {
      super(surroundings);
    }

    @Override
    int run(ApiTree api) {
      JsonNode document = api.get("/api/documents/" + ApiConnection.escape(id));
      return say(document, document.path("text").asText());
    }
  }

  /** Takes one out. */
  @Command(
      name = "delete",
      description = "Take a document out; gone from the next search on.",
      mixinStandardHelpOptions = true,
      versionProvider = Version.class)
  static final class Remove extends TreeCommand {
    @Parameters(
        paramLabel = "DOCUMENT",
        description = "Its id; with --source what that source calls it.")
    private String document = "";

    @Option(names = "--source", paramLabel = "SOURCE", description = "The source that it is of.")
    private String source = "";

    Remove(Surroundings surroundings) {
      super(surroundings);
    }

    @Override
    int run(ApiTree api) {
      String named = ApiConnection.escape(document);
      return say(
          api.delete(
              source.isEmpty()
                  ? "/api/documents/" + named
                  : "/api/documents?externalId=" + named + "&sourceId=" + api.sourceId(source)),
          "Gone from the next search on.");
    }
  }
}
