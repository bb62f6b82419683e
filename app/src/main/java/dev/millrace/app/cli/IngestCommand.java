package dev.millrace.app.cli;

import dev.millrace.retrieval.corpus.Principal;
import dev.millrace.retrieval.corpus.Sensitivity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ingest DIR}: sends a folder's documents to a server, which needs no access to it. */
@Command(
    name = "ingest",
    description = "Send a folder's documents; a second time only what has changed.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    footer = {
      "",
      "With --json: a line a file {\"externalId\",\"outcome\",\"reason\",\"ms\"}, then"
          + " {\"summary\":...}.",
      "Exit code 0 though single files failed, 1 if the run did, or asks before it removes much."
    })
final class IngestCommand extends ClientCommand {
  private static final Duration INDEX_PATIENCE = Duration.ofSeconds(10);

  @Parameters(paramLabel = "DIR", description = "The folder, read from here with its subfolders.")
  private Path folder = Path.of("");

  @Option(
      names = "--source",
      paramLabel = "NAME",
      description = "Name of the source; the folder's absolute path unless given.")
  private @Nullable String source;

  @Option(
      names = "--readers",
      paramLabel = "WHO",
      split = ",",
      description =
          "Who may read: everyone, user:NAME or group:NAME, with commas. As the source has it,"
              + " else everyone.")
  private @Nullable List<String> readers;

  @Option(
      names = "--denied",
      paramLabel = "WHO",
      split = ",",
      description = "Who may not although a reader, in the same form.")
  private @Nullable List<String> denied;

  @Option(
      names = "--sensitivity",
      paramLabel = "LEVEL",
      description =
          "public, internal, confidential or restricted. As the source has it, else internal.")
  private @Nullable String sensitivity;

  @Option(
      names = "--remove-missing",
      description =
          "Remove all that is no longer in the folder, however much. Without, a run that would"
              + " remove more than 30 %% of the source's documents, and more than 20, asks first.")
  private boolean removeMissing;

  @Spec private @Nullable CommandSpec spec;

  IngestCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  int run(MillraceClient client) {
    Path root = checkedFolder();
    checkLabel();
    IngestReport report = new IngestReport(terminal(), surroundings().clock(), options.json);
    LiveProgress progress = new LiveProgress(terminal(), report::progress);
    try (progress) {
      if (!options.json) {
        progress.start();
      }
      // The server is asked before the folder is read: a wrong key should not cost that time.
      SourceView target = client.putSource(spec(client, root));
      FolderUpload upload = new FolderUpload(client, report);
      UploadResult result = send(upload, target, root, progress, report);
      progress.close();
      return switch (result) {
        case UploadResult.Completed(RunView completed) -> {
          RunView run = agreed(client, completed, report);
          // So that a search right after this command finds what it has sent.
          if (!client.awaitIndexed(run.position(), INDEX_PATIENCE)) {
            terminal().err().println("The index is still catching up; searches find it all soon.");
          }
          yield report.completed(run);
        }
        case UploadResult.Stopped stopped -> ExitCode.INTERRUPTED;
      };
    }
  }

  /** The run after it was let remove what it asks for, if that is wanted. */
  private RunView agreed(MillraceClient client, RunView run, IngestReport report) {
    if (!removeMissing || !run.state().equals("asking")) {
      return run;
    }
    ApiTree api = client.tree();
    api.post("/api/runs/" + run.id() + "/confirm", ApiTree.nothing());
    api.follow(run.id(), (name, data) -> {});
    client.outcomes(run.id(), FileOutcome.Kind.REMOVED).forEach(report::ended);
    return client.run(run.id());
  }

  private UploadResult send(
      FolderUpload upload,
      SourceView target,
      Path root,
      LiveProgress progress,
      IngestReport report) {
    Interruption interruption =
        Interruption.runs(
            () -> {
              Interruption.stop(upload);
              progress.close();
              report.stopped();
            });
    try (interruption) {
      return upload.send(target.id(), FolderListing.of(root));
    }
  }

  /** What is not said stays as it is: a second ingest must not open what the first had closed. */
  private SourceSpec spec(MillraceClient client, Path root) {
    String name = source == null ? root.toString() : source;
    Optional<SourceView> known =
        readers == null || denied == null || sensitivity == null
            ? client.source(name)
            : Optional.empty();
    return SourceSpec.upload(
        name,
        readers != null ? readers : known.map(SourceView::readers).orElse(List.of("everyone")),
        denied != null ? denied : known.map(SourceView::denied).orElse(List.of()),
        sensitivity != null ? sensitivity : known.map(SourceView::sensitivity).orElse("internal"));
  }

  private Path checkedFolder() {
    if (!Files.exists(folder)) {
      throw Usage.wrong(spec, "there is no folder " + folder.toAbsolutePath());
    }
    if (!Files.isDirectory(folder)) {
      throw Usage.wrong(spec, folder + " is a file: name the folder that holds it");
    }
    try {
      return folder.toRealPath();
    } catch (IOException e) {
      throw new CommandFailure("cannot read the folder " + folder + ": " + e.getMessage(), e);
    }
  }

  private void checkLabel() {
    try {
      if (readers != null) {
        readers.forEach(Principal::parse);
      }
      if (denied != null) {
        denied.forEach(Principal::parse);
      }
      if (sensitivity != null) {
        Sensitivity.of(sensitivity);
      }
    } catch (IllegalArgumentException e) {
      throw Usage.wrong(spec, String.valueOf(e.getMessage()));
    }
    if (source != null && source.isBlank()) {
      throw Usage.wrong(spec, "--source is empty: give the source a name");
    }
  }
}
