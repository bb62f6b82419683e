package dev.millrace.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.orchestration.receipt.TextSha;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * From an answer to its receipt, and what the receipt says when the document is another or gone.
 */
@Timeout(120)
final class ReceiptsEndToEndTest {
  private static final String TEXT =
      "The bell of Quillfast lighthouse 🔔 weighs 1,340 kilograms. It is rung at four in the morning.";

  @TempDir Path folder;
  private final HttpClient http = HttpClient.newHttpClient();
  private final Shell shell = RealServer.shell();

  @AfterEach
  void close() {
    http.close();
  }

  private JsonNode json(String... arguments) throws Exception {
    assertThat(shell.run(arguments)).as("%s", shell.err()).isEqualTo(ExitCode.DONE);
    return Json.tree(shell.out());
  }

  private HttpResponse<String> call(String user, String method, String path, String body)
      throws Exception {
    return http.send(
        HttpRequest.newBuilder(RealServer.url().resolve(path))
            .header("Authorization", "Bearer " + RealServer.ADMIN_KEY)
            .header("X-Millrace-User", user)
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString());
  }

  private JsonNode pushed(String text, String reader) throws Exception {
    HttpResponse<String> taken =
        call(
            "ann",
            "POST",
            "/api/documents",
            Json.write(
                Map.of("externalId", "bell.txt", "text", text, "readers", new String[] {reader})));
    assertThat(taken.statusCode()).as(taken.body()).isBetween(200, 201);
    return Json.tree(taken.body());
  }

  private int verify(String receipt, String key) throws Exception {
    return shell.run(
        "verify",
        Files.writeString(folder.resolve("r.json"), receipt).toString(),
        "--public-key",
        key);
  }

  private JsonNode checked(String user, String receipt) throws Exception {
    HttpResponse<String> answer = call(user, "POST", "/api/receipts/verify", receipt);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return Json.tree(answer.body());
  }

  private static String standing(JsonNode checked) {
    assertThat(checked.path("genuine").asBoolean()).as("%s", checked).isTrue();
    return checked.at("/evidence/0/standing").asText();
  }

  @Test
  void anAnswersReceiptIsCheckedWithoutTheServerAndFollowsItsDocument() throws Exception {
    JsonNode taken = pushed(TEXT, "everyone");
    JsonNode answer =
        Json.tree(
            call(
                    "ann",
                    "POST",
                    "/api/ask",
                    Json.write(
                        Map.of(
                            "question",
                            "How much does the bell of Quillfast lighthouse weigh?",
                            "minPosition",
                            taken.path("position").asLong())))
                .body());
    JsonNode citation = answer.at("/citations/0");
    assertThat(citation.path("externalId").asText()).as("%s", answer).isEqualTo("bell.txt");
    String id = answer.path("answerId").asText();

    JsonNode receipt = json("receipts", "get", id, "--as", "ann");
    String text = Json.write(receipt);
    JsonNode content = receipt.path("receipt");
    assertThat(content.path("answer")).isEqualTo(answer.path("answer"));
    assertThat(content.path("answerId").asText()).isEqualTo(id);
    JsonNode cited = content.at("/evidence/0");
    assertThat(cited.path("revision")).isEqualTo(citation.path("revision"));
    assertThat(cited.path("sha256").asText()).isEqualTo(TextSha.of(citation.path("text").asText()));
    assertThat(shell.run("receipts", "get", id, "--as", "bob")).isEqualTo(ExitCode.FAILED);

    assertThat(shell.run("receipts", "keys")).isEqualTo(ExitCode.DONE);
    Path keys = Files.writeString(folder.resolve("keys"), shell.out());
    String key = shell.outLines().getFirst();
    assertThat(verify(text, key)).isEqualTo(ExitCode.DONE);
    assertThat(shell.out()).contains("It is genuine", "bell.txt");
    assertThat(verify(text.replace("bell.txt", "cell.txt"), key)).isEqualTo(ExitCode.FAILED);
    assertThat(shell.out()).contains("did not sign this");
    assertThat(standing(checked("ann", text))).isEqualTo("current");

    JsonNode fresh = json("receipts", "rotate", "--json");
    assertThat(verify(text, fresh.path("publicKey").asText())).isEqualTo(ExitCode.FAILED);
    assertThat(shell.out()).contains("none of those that are trusted");
    assertThat(verify(text, keys.toString())).isEqualTo(ExitCode.DONE);
    JsonNode known = json("receipts", "keys", "--json").path("data");
    assertThat(known.get(0).path("keyId")).isEqualTo(fresh.path("keyId"));
    assertThat(known.get(0).path("signs").asBoolean()).isTrue();
    assertThat(known.get(1).path("publicKey").asText()).isEqualTo(key);
    assertThat(known.get(1).path("retiredAt").isNull()).isFalse();

    String open =
        "/api/documents/%s/revisions/%s?start=%d&end=%d"
            .formatted(
                cited.path("documentId").asText(),
                cited.path("revision").asText(),
                cited.path("start").asInt(),
                cited.path("end").asInt());
    assertThat(Json.tree(call("ann", "GET", open, "").body()).path("current").asBoolean()).isTrue();
    pushed("The bell was sold.", "everyone");
    assertThat(standing(checked("ann", text))).isEqualTo("superseded");
    JsonNode opened = Json.tree(call("ann", "GET", open, "").body());
    assertThat(opened.path("text")).isEqualTo(citation.path("text"));
    assertThat(opened.path("current").asBoolean()).isFalse();
    assertThat(opened.path("supersededAt").isNull()).isFalse();
    assertThat(opened.path("page").isNull()).isTrue();

    pushed("The bell was sold.", "user:carl");
    assertThat(standing(checked("ann", text))).isEqualTo("gone");
    assertThat(standing(checked("carl", text))).isEqualTo("superseded");
    assertThat(call("ann", "GET", open, "").statusCode()).isEqualTo(404);
    assertThat(call("carl", "GET", open, "").statusCode()).isEqualTo(200);
    assertThat(call("ann", "GET", "/api/answers/" + id + "/receipt", "").statusCode())
        .isEqualTo(404);

    String document = "/api/documents/" + cited.path("documentId").asText();
    assertThat(call("ann", "DELETE", document, "").statusCode()).isEqualTo(200);
    assertThat(standing(checked("carl", text))).isEqualTo("gone");
    assertThat(call("carl", "GET", open, "").statusCode()).isEqualTo(404);
    assertThat(verify(text, key)).isEqualTo(ExitCode.DONE);
  }
}
