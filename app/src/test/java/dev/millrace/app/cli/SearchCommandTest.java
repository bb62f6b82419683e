package dev.millrace.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class SearchCommandTest {
  private static final String FOUND =
      """
      {"evidence":[{"documentId":"d","externalId":"leave.pdf","uri":"u","title":"Leave","revision":"r",
      "passageId":"p","page":3,"headings":["Parents"],"start":0,"end":4,"text":"Eight weeks.",
      "sensitivity":"internal","score":0.5}],"position":9,"ms":4,
      "notes":[{"kind":"reranker_late","text":"The reranker was late."}]}""";

  private final FakeMillrace server = new FakeMillrace();
  private final Shell shell = new Shell().with("MILLRACE_SERVER", server.url().toString());

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void showsEvidence() {
    server.instead = _ -> new FakeMillrace.Answer(200, FOUND);

    assertThat(shell.run("search", "weeks")).isEqualTo(ExitCode.DONE);
    assertThat(shell.out())
        .contains(
            " 1. Leave, page 3",
            "    Parents",
            "    leave.pdf",
            "    Eight weeks.",
            "The reranker was late.");
  }

  @Test
  void jsonIsTheAnswerOfTheApi() {
    server.instead = _ -> new FakeMillrace.Answer(200, FOUND);

    assertThat(shell.run("search", "weeks", "--json")).isEqualTo(ExitCode.DONE);
    assertThat(shell.out()).isEqualToIgnoringNewLines(FOUND);
  }

  @Test
  void nothingFoundIsSaidAndNoError() {
    server.instead = _ -> new FakeMillrace.Answer(200, "{\"evidence\":[],\"position\":9,\"ms\":4}");

    assertThat(shell.run("search", "weeks", "--as", "bob")).isEqualTo(ExitCode.DONE);
    assertThat(shell.out())
        .isEqualToIgnoringNewLines("Nothing that bob may read was found for: weeks");
  }

  @Test
  void anErrorGoesToTheErrorStream() {
    server.instead = _ -> FakeMillrace.Answer.error(403, "missing_scope", "no right to act");

    assertThat(shell.run("search", "weeks", "--json")).isEqualTo(ExitCode.FAILED);
    assertThat(shell.out()).isEmpty();
    assertThat(shell.err()).isEqualToIgnoringNewLines("millrace: no right to act [missing_scope]");
  }
}
