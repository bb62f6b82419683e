package dev.millrace.app.cli;

import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The demonstration against a running server: groups → documents → questions, all through the API
 * that everybody uses.
 */
final class Demo {
  private final Terminal terminal;
  private final InstantSource clock;
  private final URI server;
  private final String key;
  private final Handbook handbook = new Handbook();
  private final List<String> differences = new ArrayList<>();

  /**
   * A demonstration that is run once.
   *
   * @param key an admin key of the server
   */
  Demo(Terminal terminal, InstantSource clock, URI server, String key) {
    this.terminal = terminal;
    this.clock = clock;
    this.server = server;
    this.key = key;
  }

  /**
   * Runs to the end.
   *
   * @param scratch a folder into which the documents are unpacked
   * @return what was not as expected, a sentence each
   */
  List<String> run(Path scratch) {
    long position;
    try (MillraceClient admin = new MillraceClient(server, key, null)) {
      handbook
          .people()
          .groups()
          .forEach(
              (group, members) ->
                  admin.putGroup(group, members.stream().map(name -> "user:" + name).toList()));
      position = ingest(admin, scratch);
    }
    List<Handbook.Question> questions = handbook.questions();
    int number = 0;
    for (Handbook.Question question : questions) {
      number++;
      show(number + "/" + questions.size(), question, position);
    }
    return List.copyOf(differences);
  }

  /** Sends every folder as a source of its own; the log position that holds them all. */
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
      report.trouble().forEach(this::differs);
      if (!run.state().equals("done")) {
        differs("the run of " + name + " " + run.state() + ": " + run.reason());
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

  private void show(String number, Handbook.Question question, long position) {
    Handbook.Employee reader = handbook.people().named(question.as());
    terminal.out().println();
    terminal
        .out()
        .println(
            terminal.bold(
                number + " " + reader.name() + ", " + reader.title() + ": " + question.query()));
    AnswerText text = new AnswerText(terminal, false);
    List<FoundAnswer> answers = new ArrayList<>();
    try (MillraceClient client = new MillraceClient(server, key, reader.name())) {
      client.ask(
          AskQuestion.plain(question.query(), position),
          (name, data) ->
              AskEvent.read(name, data)
                  .ifPresent(
                      event -> {
                        text.show(event);
                        if (event instanceof AskEvent.Finished(FoundAnswer answer)) {
                          answers.add(answer);
                        }
                      }));
    }
    List<String> wrong = DemoCheck.differences(question, reader, answers.getLast());
    wrong.forEach(difference -> differs("\"" + question.query() + "\": " + difference));
    if (wrong.isEmpty()) {
      terminal.out().println(terminal.green("  ✓ ") + asExpected(question));
    }
  }

  private static String asExpected(Handbook.Question question) {
    Handbook.Expected expected = question.expect();
    if (expected != null) {
      return "from " + String.join(" and ", expected.documents());
    }
    return question.hidden() == null
        ? "no document answers this, and that is what it says"
        : question.hidden()
            + " would answer; "
            + question.as()
            + " may not read it and learns nothing of it";
  }

  private void differs(String difference) {
    terminal.out().println(terminal.red("  ✗ ") + difference);
    differences.add(difference);
  }
}
