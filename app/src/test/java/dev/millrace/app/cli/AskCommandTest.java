package dev.millrace.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class AskCommandTest {
  private static final String FINISHED =
      """
      {"answer":"It is 25 days. [1]","refused":false,"partial":false,"reason":null,"citations":[{"n":1,\
      "documentId":"d","externalId":"leave.pdf","uri":"u","title":"Leave","page":3,"text":"It is 25 days."}],\
      "nearest":[],"model":"extractive-lookup","tier":"cpu","route":"lookup: extractive-lookup@cpu",\
      "cost":{"amount":0,"currency":"USD"},"ms":41,"firstMs":40,"conversationId":"c","answerId":"a"}""";

  private static final String STREAM =
      """
      : keep-alive

      event: started
      data: {"answerId":"a","conversationId":"c"}

      event: classified
      data: {"query":"how many","rewritten":false,"class":"lookup","confidence":0.93}

      event: searched
      data: {"passages":3,"documents":1,"ms":5,"notes":["The reranker was late."]}

      event: planned
      data: {"policy":"quality/1","attempts":[{"model":"extractive-lookup","tier":"cpu","evidence":3,"withheld":0,"estimate":0,"reason":"quotes"}],"rejected":[{"model":"big","tier":"gpu","why":"clearance","reason":"too sensitive"}]}

      event: released
      data: {"text":"It is 25 days. [1]","citations":[],"marks":[]}

      event: something_new
      data: {"a":1}

      event: finished
      """
          + "data: "
          + FINISHED
          + "\n\n";

  private final FakeMillrace server = new FakeMillrace();
  private final Shell shell = new Shell().with("MILLRACE_SERVER", server.url().toString());

  @AfterEach
  void close() {
    server.close();
  }

  private void answers(String stream) {
    server.instead = _ -> new FakeMillrace.Answer(200, stream);
  }

  @Test
  void showsTheAnswerItsCitationsAndWhoAnswered() {
    answers(STREAM);

    assertThat(shell.run("ask", "how many")).isEqualTo(ExitCode.DONE);
    assertThat(shell.out())
        .startsWith("It is 25 days. [1]\n")
        .contains("[1] Leave, page 3  leave.pdf", "    It is 25 days.")
        .contains(
            "extractive-lookup on cpu · 41 ms · 0 USD",
            "to go on: --conversation c · for its receipt: receipts get a")
        .doesNotContain("classify");
  }

  @Test
  void explainsHowItCameAbout() {
    answers(STREAM);

    assertThat(shell.run("ask", "how many", "--explain")).isEqualTo(ExitCode.DONE);
    assertThat(shell.out())
        .contains("classify    lookup (0.93)")
        .contains(
            "evidence    3 passages of 1 document, 5 ms", "            The reranker was late.")
        .contains("plan        1. extractive-lookup: quotes")
        .contains("not big: too sensitive")
        .contains("cost        0 USD, first text after 40 ms, 41 ms in all");
  }

  @Test
  void jsonIsTheAnswerOrWithExplainEveryEvent() {
    answers(STREAM);

    assertThat(shell.run("ask", "how many", "--json")).isEqualTo(ExitCode.DONE);
    assertThat(shell.out().strip()).isEqualTo(FINISHED);

    shell.run("ask", "how many", "--json", "--explain");
    assertThat(shell.outLines()).hasSize(7).first().asString().contains("\"event\":\"started\"");
  }

  @Test
  void anErrorInsideTheStreamEndsWithOne() {
    answers(
        "event: error\ndata: {\"error\":{\"code\":\"upstream_failed\",\"message\":\"big failed\"}}\n\n");

    assertThat(shell.run("ask", "how many")).isEqualTo(ExitCode.FAILED);
    assertThat(shell.err()).isEqualToIgnoringNewLines("millrace: big failed [upstream_failed]");
  }

  @Test
  void aStreamThatIsCutEndsWithThree() {
    answers("event: released\ndata: {\"text\":\"It is\"}\n\n");

    assertThat(shell.run("ask", "how many")).isEqualTo(ExitCode.SERVER_UNREACHABLE);
    assertThat(shell.err()).contains("the stream ended before the answer");
  }

  @Test
  void anErrorBeforeTheStreamEndsWithOne() {
    server.instead = _ -> FakeMillrace.Answer.error(404, "model_not_found", "no model x");

    assertThat(shell.run("ask", "how many", "--model", "x")).isEqualTo(ExitCode.FAILED);
    assertThat(shell.err()).isEqualToIgnoringNewLines("millrace: no model x [model_not_found]");
    assertThat(shell.run("ask", " ")).isEqualTo(ExitCode.WRONG_USAGE);
  }
}
