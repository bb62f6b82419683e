package dev.millrace.app.golden;

import static dev.millrace.app.golden.GoldenSetsTest.done;
import static dev.millrace.app.golden.GoldenSetsTest.path;
import static dev.millrace.app.golden.GoldenSetsTest.put;
import static dev.millrace.app.golden.GoldenSetsTest.run;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.app.database.ConnectionPool;
import dev.millrace.app.http.Api;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What can't be put, run or applied, and what is said of it. */
class BadGoldenInputTest {
  private final String own = UUID.randomUUID().toString().substring(0, 8);
  private final String set = "bad " + own;

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '\'',
      value = {
        "'hello', malformed_json, line 2: the line is not JSON",
        "'[]', invalid_value, line 2:",
        "'{}', missing_value, line 2: question",
        "'{\"question\":\"q\"}', missing_value, line 2: expected",
        "'{\"question\":\"q\",\"expected\":[]}', invalid_value, nothing is expected",
        "'{\"question\":\"q\",\"expected\":[\"a\"],\"nothing\":true}', invalid_value, either something",
        "'{\"question\":\"q\",\"expected\":[\"a\",\"a\"]}', invalid_value, expected twice",
        "'{\"question\":\"q\",\"expected\":[7]}', invalid_value, expected[0] is an external id",
        "'{\"question\":\"q\",\"expected\":[{\"externalId\":\"a\",\"paeg\":1}]}', invalid_value, no field paeg",
        "'{\"question\":\"q\",\"expected\":[{\"externalId\":\"a\",\"page\":0}]}', invalid_value, pages count from 1",
        "'{\"question\":\"q\",\"expected\":[{\"externalId\":\"a\",\"grade\":\"2\"}]}', invalid_value, a whole number",
        "'{\"question\":\"q\",\"expected\":[{\"page\":1}]}', missing_value, externalId",
        "'{\"question\":\" \",\"nothing\":true}', invalid_value, a question has 1 to",
        "'{\"question\":\"-all\",\"nothing\":true}', invalid_value, what must not be there",
        "'{\"question\":\"q\",\"nothing\":true,\"viewer\":\"group:hr\"}', invalid_value, is not a user",
        "'{\"question\":\"q\",\"nothing\":true,\"colour\":1}', unknown_field, line 2:",
        "'{\"question\":\"q\",\"nothing\":true,\"filters\":{\"colour\":1}}', unknown_field, line 2:",
        "'{\"question\":\"q\",\"nothing\":true,\"sources\":[\"none such\"]}', invalid_value, none such",
        "'{\"question\":\"q\",\"nothing\":true,\"history\":[{\"role\":\"dog\",\"content\":\"\"}]}', invalid_value, dog",
        "'{\"id\":\"1\",\"question\":\"q\",\"nothing\":true}', invalid_value, the id 1 is there already",
      })
  void whatIsNoQuestionIsSaidByItsLineAndNothingIsKept(String line, String code, String said)
      throws Exception {
    Api.Answer answer = put(set, "{\"question\":\"first\",\"nothing\":true}\n" + line);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.code()).isEqualTo(code);
    assertThat(answer.message()).startsWith("line 2: ").contains(said);
    assertThat(Api.get(path(set)).status()).isEqualTo(404);
  }

  @Test
  void whatIsTooMuchIsRefused() throws Exception {
    String one = "{\"question\":\"q\",\"nothing\":true}\n";
    Api.Answer many = put(set, one.repeat(10_001));
    assertThat(many.code()).isEqualTo("too_large");
    assertThat(many.message()).contains("line 10001", "10000 questions at most");
    Api.Answer huge =
        put(set, one + "{\"question\":\"" + "x".repeat(300_000) + "\",\"nothing\":true}\n" + one);
    assertThat(huge.code()).isEqualTo("too_large");
    assertThat(huge.message()).startsWith("line 2: a line has");
    Api.Answer wrong = put(set, "no\n".repeat(50));
    assertThat(wrong.message()).contains("line 1: ", "line 5: ", "and 45 more");
    assertThat(put(set, "\n \n").message()).contains("at least one question");
    assertThat(put("a".repeat(101), one).param()).isEqualTo("name");
    assertThat(put("..", one).status()).isGreaterThanOrEqualTo(400);
  }

  @Test
  void whatCannotBeRunOrAppliedIsRefused() throws Exception {
    done(put(set, "{\"question\":\"q\",\"nothing\":true}"));
    String runs = path(set) + "/runs";
    assertThat(Api.post(path("none " + own) + "/runs", "{}").status()).isEqualTo(404);
    assertThat(Api.post(runs, "{\"mode\":\"magic\"}").param()).isEqualTo("mode");
    assertThat(Api.post(runs, "{\"without\":[\"magic\"]}").param()).isEqualTo("without");
    assertThat(Api.post(runs, "{\"mode\":\"rrf\",\"without\":[\"lent-words\"]}").param())
        .isEqualTo("without");
    assertThat(Api.post(runs, "{\"limit\":1001}").param()).isEqualTo("limit");
    assertThat(Api.post(runs, "{\"minPosition\":-1}").param()).isEqualTo("minPosition");
    assertThat(Api.post(runs, "{\"generation\":4711}").status()).isEqualTo(404);
    String nobody = "/api/golden-runs/" + UUID.randomUUID();
    assertThat(Api.get(nobody).status()).isEqualTo(404);
    assertThat(Api.post(nobody + "/apply", "{}").status()).isEqualTo(404);
    assertThat(Api.post("/api/search-settings/4711/undo", "{}").code()).isEqualTo("conflict");

    String id = run(set, "{}").path("id").asText();
    try (Connection connection = Api.bean(ConnectionPool.class).dataSource().getConnection();
        PreparedStatement statement =
            connection.prepareStatement(
                "UPDATE golden_run SET without = '{crystal-ball}' WHERE run_id = ?")) {
      statement.setObject(1, UUID.fromString(id));
      statement.executeUpdate();
    }
    Api.Answer unknown = Api.post("/api/golden-runs/" + id + "/apply", "{}");
    assertThat(unknown.code()).isEqualTo("conflict");
    assertThat(unknown.message()).contains("crystal-ball", "another version");
  }
}
