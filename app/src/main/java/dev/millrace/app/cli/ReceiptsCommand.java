package dev.millrace.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code receipts}: holds what is done with receipts and their keys. */
@Command(
    name = "receipts",
    description = "Get receipts of answers, and the keys that they are signed with.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND")
final class ReceiptsCommand implements Runnable {
  @Spec private @Nullable CommandSpec spec;

  /** With its subcommands. */
  static CommandLine family(Surroundings surroundings) {
    return new CommandLine(new ReceiptsCommand())
        .addSubcommand(new Get(surroundings))
        .addSubcommand(new Keys(surroundings))
        .addSubcommand(new Rotate(surroundings));
  }

  @Override
  public void run() {
    throw Usage.wrong(spec, "say what to do: " + Usage.subcommands(spec));
  }

  /** Gets one. */
  @Command(
      name = "get",
      description = "Write the receipt of an answer that you were given, as JSON.",
      mixinStandardHelpOptions = true,
      versionProvider = Version.class)
  static final class Get extends TreeCommand {
    @Parameters(paramLabel = "ANSWER", description = "The answer's id, as ask tells it.")
    private String answer = "";

    Get(Surroundings surroundings) {
      super(surroundings);
    }

    @Override
    int run(ApiTree api) {
      line(api.get("/api/answers/" + ApiConnection.escape(answer) + "/receipt"));
      return ExitCode.DONE;
    }
  }

  /** Shows the public keys. */
  @Command(
      name = "keys",
      description = {
        "Write the public keys that receipts were and are signed with, newest first.",
        "One a line, as ./millrace verify --public-key reads them from a file."
      },
      mixinStandardHelpOptions = true,
      versionProvider = Version.class)
  static final class Keys extends TreeCommand {
    Keys(Surroundings surroundings) {
      super(surroundings);
    }

    @Override
    int run(ApiTree api) {
      JsonNode keys = api.get("/api/receipts/keys");
      if (options.json) {
        line(keys);
      } else {
        keys.path("data").forEach(key -> terminal().out().println(key.path("publicKey").asText()));
      }
      return ExitCode.DONE;
    }
  }

  /** Changes the key. */
  @Command(
      name = "rotate",
      description = "Have the server sign with a new key; what was signed before stays good.",
      mixinStandardHelpOptions = true,
      versionProvider = Version.class)
  static final class Rotate extends TreeCommand {
    Rotate(Surroundings surroundings) {
      super(surroundings);
    }

    @Override
    int run(ApiTree api) {
      JsonNode key = api.post("/api/receipts/keys", ApiTree.nothing());
      return say(key, key.path("publicKey").asText());
    }
  }
}
