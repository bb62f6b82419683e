package dev.millrace.app.cli;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Brings the handbook, its groups and its readers to a server. */
final class HandbookUpload {
  private final Terminal terminal;
  private final InstantSource clock;
  private final Handbook handbook;
  private final List<String> trouble = new ArrayList<>();

  HandbookUpload(Terminal terminal, InstantSource clock, Handbook handbook) {
    this.terminal = terminal;
    this.clock = clock;
    this.handbook = handbook;
  }

  /**
   * Tells who belongs to what, and sends every folder as a source of its own.
   *
   * @param scratch a folder into which the documents are unpacked
   * @return the log position that holds them all
   */
  long send(MillraceClient admin, Path scratch) {
    handbook
        .people()
        .groups()
        .forEach(
            (group, members) ->
                admin.putGroup(group, members.stream().map(name -> "user:" + name).toList()));
    return ingest(admin, scratch);
  }

  /** What did not go as it should, a sentence each. */
  List<String> trouble() {
    return List.copyOf(trouble);
  }

  private long ingest(MillraceClient admin, Path scratch) {
    long position = 0;
    Tally all = new Tally(clock);
    int documents = 0;
    for (Map.Entry<String, FolderListing> folder : handbook.unpack(scratch).entrySet()) {
      String name = folder.getKey();
      String reader = Handbook.reader(name);
      SourceView source =
          admin.putSource(
              SourceSpec.upload(
                  "handbook/" + name,
                  List.of(reader),
                  List.of(),
                  reader.equals("everyone") ? "internal" : "confidential"));
      IngestReport report = new IngestReport(terminal, clock, false);
      RunView run = send(admin, source, folder.getValue(), report);
      position = Math.max(position, run.position());
      documents += folder.getValue().files().size();
      terminal.out().println("  " + name + ", for " + reader + ": " + report.counts());
      report.trouble().forEach(trouble::add);
      if (!run.state().equals("done")) {
        trouble.add("the run of " + name + " " + run.state() + ": " + run.reason());
      }
    }
    terminal.out().println("  " + documents + " documents in " + ProgressLine.time(all.elapsed()));
    return position;
  }

  private RunView send(
      MillraceClient admin, SourceView source, FolderListing files, IngestReport report) {
    FolderUpload upload = new FolderUpload(admin, report);
    try (LiveProgress _ = new LiveProgress(terminal, report::progress).start()) {
      return switch (upload.send(source.id(), files)) {
        case UploadResult.Completed completed -> completed.run();
        case UploadResult.Stopped _ ->
            throw new IllegalStateException("nobody else can stop this upload");
      };
    }
  }
}
