package dev.millrace.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class MillraceClientTest {
  private final FakeMillrace server = new FakeMillrace();
  private final MillraceClient client = new MillraceClient(server.url(), "key", "alice");

  @AfterEach
  void close() {
    client.close();
    server.close();
  }

  private static SearchQuery query() {
    return new SearchQuery("x", 10, "hybrid", 0, null);
  }

  @ParameterizedTest
  @CsvSource({
    "400, invalid_value",
    "401, invalid_key",
    "403, missing_scope",
    "404, not_found",
    "409, run_under_way",
    "413, too_large",
    "422, not_indexable",
    "500, internal",
    "503, behind"
  })
  void anErrorOfTheApiCarriesStatusCodeAndMessage(int status, String code) {
    server.instead = _ -> FakeMillrace.Answer.error(status, code, "what is wrong");

    assertThatThrownBy(() -> client.searchJson(query()))
        .asInstanceOf(type(ApiRefusal.class))
        .satisfies(
            refusal -> {
              assertThat(refusal.status()).isEqualTo(status);
              assertThat(refusal.code()).isEqualTo(code);
              assertThat(refusal).hasMessage("what is wrong");
            });
  }

  @ParameterizedTest
  @CsvSource({
    "502, <html>Bad gateway</html>",
    "404, {}",
    "404, []",
    "500, ''",
    "403, '{\"error\":\"plain\"}'"
  })
  void whateverElseAnswersIsNotMillrace(int status, String body) {
    server.instead = _ -> new FakeMillrace.Answer(status, body);

    assertThatThrownBy(() -> client.searchJson(query()))
        .isInstanceOf(ServerUnreachable.class)
        .hasMessageContaining(String.valueOf(status))
        .hasMessageContaining("not Millrace");
  }

  @Test
  void aGoodAnswerInAnotherFormIsNotMillraceEither() {
    server.instead = _ -> new FakeMillrace.Answer(200, "<html>Welcome</html>");

    assertThatThrownBy(() -> client.openRun("source-1")).isInstanceOf(ServerUnreachable.class);
  }

  @Test
  void anUnknownFieldOfANewerServerIsNoError() {
    server.instead =
        _ -> new FakeMillrace.Answer(201, "{\"id\":\"r\",\"state\":\"running\",\"mood\":\"fine\"}");

    assertThat(client.openRun("source-1").id()).isEqualTo("r");
  }

  @Test
  void namesWithBlanksUmlautsAndSignsArriveAsTheyAre(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("x"), "text");

    FileOutcome outcome = client.upload("run-1", "a b/ü&c=1+2#%😀.md", "file:///a%20b", file);

    assertThat(outcome)
        .isEqualTo(new FileOutcome("a b/ü&c=1+2#%😀.md", FileOutcome.Kind.ADDED, null, 7));
    assertThat(server.requests("PUT").iterator().next()).endsWith("&uri=file%3A%2F%2F%2Fa%2520b");
  }

  @Test
  void readsAllPagesOfAList() {
    AtomicInteger page = new AtomicInteger();
    server.instead =
        request -> {
          int number = page.incrementAndGet();
          assertThat(request.contains("cursor=page%201")).isEqualTo(number == 2);
          return new FakeMillrace.Answer(
              200,
              "{\"data\":[{\"externalId\":\""
                  + number
                  + "\",\"outcome\":\"removed\",\"ms\":1}],\"nextCursor\":"
                  + (number == 1 ? "\"page 1\"" : "null")
                  + "}");
        };

    assertThat(client.outcomes("run-1", FileOutcome.Kind.REMOVED))
        .extracting(FileOutcome::externalId)
        .containsExactly("1", "2");
  }
}
