package dev.millrace.orchestration.standin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The stand-in is trusted by other tests, so it is looked at itself. */
class StandInModelServerTest {
  private static final String PROMPT =
      """
      Answer from the evidence and cite it.

      [1] Leave policy, page 3
      Managers approve leave. Employees have 25 days of paid leave a year.
      Unused days are not carried over to Maria Jansen.

      [2] Travel policy
      Trips are booked by the office in Lisbon.

      Question: How many days of paid leave do employees have?
      """;

  private final StandInModelServer server = StandInModelServer.start();

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void readsQuestionAndEvidence() {
    Asked asked = Asked.of("m", List.of(PROMPT), PROMPT);

    assertThat(asked.question()).isEqualTo("How many days of paid leave do employees have?");
    assertThat(asked.evidence())
        .extracting(Asked.Evidence::number, Asked.Evidence::title)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(1, "Leave policy, page 3"),
            org.assertj.core.groups.Tuple.tuple(2, "Travel policy"));
    assertThat(asked.evidence().getLast().text())
        .isEqualTo("Trips are booked by the office in Lisbon.");
  }

  @Test
  void readsThePromptThatAnswersAreAskedWith() {
    String prompt =
        """
        Passages:

        [1] Handbook › Leave (page 3)
        > Managers approve leave. Employees have 25 days of
        > paid leave a year.

        Question: How many days
        of paid leave?
        """;

    assertThat(Asked.of("m", List.of(prompt), prompt).question())
        .isEqualTo("How many days\nof paid leave?");
    assertThat(answer(Answers.copyingEvidence(), prompt))
        .isEqualTo("Employees have 25 days of paid leave a year. [1]");
    assertThat(answer(Answers.copyingEvidence(), "Else write NO_ANSWER.\n\nQuestion: the moon?\n"))
        .isEqualTo("NO_ANSWER");
  }

  @Test
  void copiesTheBestSentence() {
    assertThat(answer(Answers.copyingEvidence(), PROMPT))
        .isEqualTo("Employees have 25 days of paid leave a year. [1]");
    assertThat(answer(Answers.copyingEvidence(), "What is the moon made of?"))
        .isEqualTo(Answers.NO_ANSWER);
  }

  @Test
  void plantsMistakes() {
    assertThat(planted(Mistake.CHANGED_NUMBER))
        .isEqualTo("Employees have 53 days of paid leave a year. [1]");
    assertThat(planted(Mistake.DROPPED_NOT))
        .isEqualTo("Employees have not 25 days of paid leave a year. [1]");
    assertThat(planted(Mistake.SWAPPED_NAME))
        .isEqualTo("Unused days are not carried over to Zenobia Jansen. [1]");
    assertThat(planted(Mistake.MOVED_CITATION)).endsWith("a year. [2]");
    assertThat(planted(Mistake.UNKNOWN_CITATION)).endsWith("a year. [9]");
  }

  @Test
  void answersInOnePieceToo() throws Exception {
    server.serve("m", Answers.copyingEvidence());
    String message = "[{\"role\":\"user\",\"content\":" + StandInFormat.json(PROMPT) + "}]";

    assertThat(post("/v1/chat/completions", "{\"model\":\"m\",\"messages\":" + message + "}"))
        .contains("\"content\":\"Employees have 25", "\"finish_reason\":\"stop\"", "\"usage\"");
    assertThat(post("/v1/messages", "{\"model\":\"m\",\"messages\":" + message + "}"))
        .contains("\"text\":\"Employees have 25", "\"stop_reason\":\"end_turn\"");
    assertThat(post("/api/chat", "{\"model\":\"m\",\"stream\":false,\"messages\":" + message + "}"))
        .contains("\"content\":\"Employees have 25", "\"done\":true");
    assertThat(server.traffic().finished()).isEqualTo(3);
  }

  @Test
  void listsItsModels() throws Exception {
    server.serve("b", Answers.scripted("")).serve("a", Answers.scripted(""));

    assertThat(get("/v1/models")).contains("\"id\":\"a\"").contains("\"id\":\"b\"");
    assertThat(get("/api/tags")).contains("\"name\":\"a\"");
  }

  private String planted(Mistake mistake) {
    return answer(Answers.copyingEvidence(mistake), PROMPT);
  }

  private static String answer(Answers answers, String prompt) {
    return answers.answer(Asked.of("m", List.of(prompt), prompt));
  }

  private String get(String path) throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(URI.create(server.url() + path)).build());
  }

  private String post(String path, String body) throws IOException, InterruptedException {
    return send(
        HttpRequest.newBuilder(URI.create(server.url() + path))
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build());
  }

  private static String send(HttpRequest request) throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
    }
  }
}
