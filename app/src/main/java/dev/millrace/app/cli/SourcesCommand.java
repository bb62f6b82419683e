package dev.millrace.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sources …}: where documents come from. */
@Command(
    name = "sources",
    description = "Where documents come from: list, make, try, run and pause them.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Wherever a source is named, its id does as well.",
      "Example: ./millrace sources add wiki --kind git --set url=https://git.example/wiki.git"
          + " --secret token --schedule \"every 6h\""
    })
final class SourcesCommand implements Runnable {
  @Spec private @Nullable CommandSpec spec;

  static CommandLine line(Surroundings surroundings) {
    return new CommandLine(new SourcesCommand())
        .addSubcommand(new All(surroundings))
        .addSubcommand(new Show(surroundings))
        .addSubcommand(new Kinds(surroundings))
        .addSubcommand(new SourceAddCommand(surroundings))
        .addSubcommand(new SourceSetCommand(surroundings))
        .addSubcommand(new SourceTestCommand(surroundings))
        .addSubcommand(new SourceActs.Run(surroundings))
        .addSubcommand(new SourceActs.Pause(surroundings))
        .addSubcommand(new SourceActs.Resume(surroundings))
        .addSubcommand(new SourceActs.Remove(surroundings))
        .addSubcommand(new FailedCommands.Failed(surroundings))
        .addSubcommand(new FailedCommands.Retry(surroundings))
        .addSubcommand(new FailedCommands.Ignore(surroundings));
  }

  @Override
  public void run() {
    throw Usage.wrong(spec, "say what to do: " + Usage.subcommands(spec));
  }

  /** All sources. */
  @Command(
      name = "list",
      description = "List the sources; with --json a line of JSON each.",
      mixinStandardHelpOptions = true,
      versionProvider = Version.class)
  static final class All extends TreeCommand {
    All(Surroundings surroundings) {
      super(surroundings);
    }

    @Override
    int run(ApiTree api) {
      TextTable table = new TextTable("NAME", "KIND", "VISITED", "READERS", "SENSITIVITY", "ID");
      api.each(
          "/api/sources",
          Integer.MAX_VALUE,
          source -> {
            if (options.json) {
              line(source);
            } else {
              table.row(
                  source.path("name").asText(),
                  source.path("kind").asText(),
                  visited(source),
                  SourceFields.joined(source.path("readers")),
                  source.path("sensitivity").asText(),
                  source.path("id").asText());
            }
          });
      if (!options.json && table.isEmpty()) {
        terminal().out().println("There are no sources yet: ./millrace sources add --help");
      } else if (!options.json) {
        table.print(terminal());
      }
      return ExitCode.DONE;
    }
  }

  /** When a source is visited, in words. */
  static String visited(JsonNode source) {
    String kind = source.path("kind").asText();
    if (kind.equals("push") || kind.equals("upload")) {
      return "never: clients send what they have";
    }
    String when = RunText.text(source, "schedule");
    boolean watch = source.path("watch").asBoolean();
    String both = when + (watch && !when.isEmpty() ? ", " : "") + (watch ? "watched" : "");
    return (both.isEmpty() ? "when asked" : both)
        + (source.path("paused").asBoolean() ? " (paused)" : "");
  }

  /** One source. */
  @Command(
      name = "show",
      description = "Show a source with its settings. Secrets are named, never shown.",
      mixinStandardHelpOptions = true,
      versionProvider = Version.class)
  static final class Show extends TreeCommand {
    @Parameters(paramLabel = "SOURCE", description = "Its name.")
    private String name = "";

    Show(Surroundings surroundings) {
      super(surroundings);
    }

    @Override
    int run(ApiTree api) {
      JsonNode source = api.source(name);
      if (options.json) {
        line(source);
        return ExitCode.DONE;
      }
      TextTable table = new TextTable("SOURCE", source.path("name").asText());
      table.row("id", source.path("id").asText());
      table.row("kind", source.path("kind").asText());
      source
          .path("settings")
          .properties()
          .forEach(one -> table.row(one.getKey(), one.getValue().asText()));
      source.path("secrets").forEach(secret -> table.row(secret.asText(), "(secret, set)"));
      table.row("visited", visited(source));
      table.row("readers", SourceFields.joined(source.path("readers")));
      table.row("denied", SourceFields.joined(source.path("denied")));
      table.row("sensitivity", source.path("sensitivity").asText());
      table.row("asks above", Math.round(source.path("mostRemoved").asDouble() * 100) + " % gone");
      table.print(terminal());
      return ExitCode.DONE;
    }
  }

  /** The kinds that there are. */
  @Command(
      name = "kinds",
      description = "List the kinds of sources and what can be set for each.",
      mixinStandardHelpOptions = true,
      versionProvider = Version.class)
  static final class Kinds extends TreeCommand {
    @Parameters(paramLabel = "KIND", arity = "0..1", description = "Only this one.")
    private String only = "";

    Kinds(Surroundings surroundings) {
      super(surroundings);
    }

    @Override
    int run(ApiTree api) {
      boolean found = false;
      for (JsonNode kind : api.get("/api/source-kinds").path("data")) {
        String name = kind.path("kind").asText();
        if (only.isEmpty() || only.equals(name)) {
          found = true;
          show(kind, name);
        }
      }
      if (!found) {
        throw new CommandFailure("there is no kind \"" + only + "\": ./millrace sources kinds");
      }
      return ExitCode.DONE;
    }

    private void show(JsonNode kind, String name) {
      if (options.json) {
        line(kind);
        return;
      }
      terminal().out().println(terminal().bold(name));
      for (JsonNode setting : kind.path("settings")) {
        String fallback = RunText.text(setting, "default");
        terminal()
            .out()
            .println(
                "  %-16s %s%s%s%s"
                    .formatted(
                        setting.path("name").asText(),
                        setting.path("description").asText(),
                        setting.path("required").asBoolean() ? " [needed]" : "",
                        setting.path("secret").asBoolean() ? " [secret]" : "",
                        fallback.isEmpty() ? "" : " [" + fallback + "]"));
      }
    }
  }
}
