package dev.millrace.app.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Groups, and with them how lists are paged. */
class GroupsTest {
  private static Api.Answer put(String name, String json) throws IOException, InterruptedException {
    return Api.send(
        Api.request("/api/groups/" + name)
            .header("Content-Type", "application/json")
            .PUT(BodyPublishers.ofString(json)));
  }

  @Test
  void aGroupKeepsTheMembersItWasGivenLast() throws Exception {
    put("finance", "{\"members\":[\"user:ann\",\"user:bob\"]}");
    Api.Answer last = put("finance", "{\"members\":[\"user:bob\",\"group:audit\"]}");
    Api.Answer list = Api.get("/api/groups?limit=500");

    assertThat(last.status()).isEqualTo(200);
    assertThat(list.raw().body())
        .contains("{\"name\":\"finance\",\"members\":[\"group:audit\",\"user:bob\"]}");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '\'',
      value = {
        "hr, '{}', missing_value, members",
        "hr, '{\"members\":null}', missing_value, members",
        "hr, '{\"members\":[\"user:a\",null]}', missing_value, members[1]",
        "hr, '{\"members\":[\"alice\"]}', invalid_value, members",
        "hr, '{\"members\":[5]}', invalid_value, members",
        "hr, '{\"members\":[\"everyone\"]}', invalid_value, members",
        "hr, '{\"members\":[\"group:hr\"]}', invalid_value, members",
        "%00, '{\"members\":[]}', invalid_value, name"
      })
  void whatCannotBeAGroupIsRefused(String name, String body, String code, String param)
      throws Exception {
    Api.Answer answer = put(name, body);

    assertThat(answer.raw().body()).contains("\"" + code + "\"");
    assertThat(answer.param()).isEqualTo(param);
  }

  @Test
  void pagesHoldEveryItemOnce() throws Exception {
    for (int i = 0; i < 5; i++) {
      put("page" + i, "{\"members\":[]}");
    }
    List<String> seen = new ArrayList<>();
    String cursor = "";
    do {
      JsonNode page = Api.get("/api/groups?limit=2" + cursor).json();
      page.get("data").forEach(group -> seen.add(group.get("name").asText()));
      assertThat(page.has("nextCursor")).isTrue();
      cursor = page.get("nextCursor").isNull() ? "" : "&cursor=" + page.get("nextCursor").asText();
    } while (!cursor.isEmpty());

    assertThat(seen).doesNotHaveDuplicates().isSorted().contains("page0", "page4");
  }

  @Test
  void keysArePagedToo() throws Exception {
    Api.key("a", "search");
    Api.key("b", "search");
    List<String> seen = new ArrayList<>();
    String cursor = "";
    do {
      JsonNode page = Api.get("/api/keys?limit=1" + cursor).json();
      page.get("data").forEach(key -> seen.add(key.get("id").asText()));
      cursor = page.get("nextCursor").isNull() ? "" : "&cursor=" + page.get("nextCursor").asText();
    } while (!cursor.isEmpty());

    assertThat(seen).doesNotHaveDuplicates().hasSizeGreaterThanOrEqualTo(3);
  }
}
