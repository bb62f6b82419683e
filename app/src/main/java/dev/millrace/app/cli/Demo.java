package dev.millrace.app.cli;

import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

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
    HandbookUpload upload = new HandbookUpload(terminal, clock, handbook);
    long position;
    try (MillraceClient admin = new MillraceClient(server, key, null)) {
      position = upload.send(admin, scratch);
    }
    upload.trouble().forEach(this::differs);
    List<Handbook.Question> questions = handbook.questions();
    int number = 0;
    for (Handbook.Question question : questions) {
      number++;
      show(number + "/" + questions.size(), question, position);
    }
    return List.copyOf(differences);
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
