package dev.millrace.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** What is done with a run. */
final class RunActs {
  private RunActs() {}

  /** One of them. */
  abstract static class Act extends TreeCommand {
    @Parameters(paramLabel = "RUN", description = "Its id, or its source's name.")
    private String named = "";

    private final String act;

    Act(Surroundings surroundings, String act) {
      super(surroundings);
      this.act = act;
    }

    @Override
    final int run(ApiTree api) {
      String id = api.runId(named);
      JsonNode run = api.post("/api/runs/" + id + "/" + act, ApiTree.nothing());
      return say(run, "Run " + id + " is " + run.path("state").asText() + ".");
    }
  }

  /** Stops it for the time being. */
  @Command(
      name = "pause",
      description = "Stop a run for the time being, after the documents that it is at.",
      mixinStandardHelpOptions = true,
      versionProvider = Version.class)
  static final class Pause extends Act {
    Pause(Surroundings surroundings) {
      super(surroundings, "pause");
    }
  }

  /** Lets it go on. */
  @Command(
      name = "resume",
      description = "Let a paused run go on from where it is.",
      mixinStandardHelpOptions = true,
      versionProvider = Version.class)
  static final class Resume extends Act {
    Resume(Surroundings surroundings) {
      super(surroundings, "resume");
    }
  }

  /** Ends it. */
  @Command(
      name = "cancel",
      description = "End a run as it is: what it did stays.",
      mixinStandardHelpOptions = true,
      versionProvider = Version.class)
  static final class Cancel extends Act {
    Cancel(Surroundings surroundings) {
      super(surroundings, "cancel");
    }
  }

  /** Agrees to it. */
  @Command(
      name = "confirm",
      description = "Agree that a run which asks removes as many documents as it says.",
      mixinStandardHelpOptions = true,
      versionProvider = Version.class)
  static final class Confirm extends Act {
    Confirm(Surroundings surroundings) {
      super(surroundings, "confirm");
    }
  }
}
