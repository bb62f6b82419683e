package dev.millrace.app.answer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.app.http.Api;
import dev.millrace.orchestration.conversation.Conversations;
import dev.millrace.orchestration.conversation.Conversations.Exchange;
import dev.millrace.retrieval.corpus.Directory;
import dev.millrace.retrieval.corpus.Principal;
import dev.millrace.retrieval.corpus.Sensitivity;
import dev.millrace.retrieval.corpus.Viewer;
import dev.millrace.retrieval.corpus.WorkspaceId;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Conversations and opinions, each their owner's alone. */
class ConversationsTest {
  private static Viewer viewer(String user) {
    return Api.bean(Directory.class).viewer(WorkspaceId.DEFAULT, Principal.user(user));
  }

  private static UUID keep(String user, UUID conversation, String question, Set<UUID> documents) {
    UUID answer = UUID.randomUUID();
    Api.bean(Conversations.class)
        .keep(
            viewer(user),
            conversation,
            new Exchange(
                answer,
                question,
                "an answer",
                "{\"citations\":[{\"n\":1}],\"model\":\"small\"}",
                "{}",
                Sensitivity.INTERNAL,
                documents));
    return answer;
  }

  private static Api.Answer as(String user, String method, String path, String body)
      throws Exception {
    HttpRequest.Builder request =
        Api.request(path)
            .header("X-Millrace-User", user)
            .method(method, BodyPublishers.ofString(body));
    return Api.send(body.isEmpty() ? request : request.header("Content-Type", "application/json"));
  }

  @Test
  void aConversationIsReadByItsOwnerInOrder() throws Exception {
    UUID id = UUID.randomUUID();
    keep("reader", id, "first?", Set.of());
    UUID second = keep("reader", id, "second?", Set.of());

    JsonNode whole = as("reader", "GET", "/api/conversations/" + id, "").json();

    assertThat(whole.path("title").asText()).isEqualTo("first?");
    List<String> texts = new ArrayList<>();
    whole.path("messages").path("data").forEach(one -> texts.add(one.path("text").asText()));
    assertThat(texts).containsExactly("first?", "an answer", "second?", "an answer");
    JsonNode last = whole.path("messages").path("data").get(3);
    assertThat(last.path("answerId").asText()).isEqualTo(second.toString());
    assertThat(last.path("role").asText()).isEqualTo("assistant");
    assertThat(last.path("withheld").isNull()).isTrue();
    assertThat(last.path("answer").path("citations").get(0).path("n").asInt()).isEqualTo(1);
    JsonNode page = as("reader", "GET", "/api/conversations/" + id + "?limit=3", "").json();
    String cursor = page.path("messages").path("nextCursor").asText();
    JsonNode rest =
        as("reader", "GET", "/api/conversations/" + id + "?limit=3&cursor=" + cursor, "").json();
    assertThat(rest.path("messages").path("data")).hasSize(1);
    assertThat(rest.path("messages").path("nextCursor").isNull()).isTrue();
  }

  @Test
  void theListHasEveryConversationOnceLastUsedFirst() throws Exception {
    List<String> made = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      UUID id = UUID.randomUUID();
      keep("lister", id, "question " + i, Set.of());
      made.addFirst(id.toString());
    }
    List<String> seen = new ArrayList<>();
    String cursor = "";
    do {
      JsonNode page = as("lister", "GET", "/api/conversations?limit=2" + cursor, "").json();
      page.path("data").forEach(one -> seen.add(one.path("conversationId").asText()));
      cursor =
          page.path("nextCursor").isNull() ? "" : "&cursor=" + page.path("nextCursor").asText();
    } while (!cursor.isEmpty());

    assertThat(seen).isEqualTo(made);
  }

  @Test
  void anAnswerFromADocumentThatIsNotReadableAnyMoreIsWithheld() throws Exception {
    UUID id = UUID.randomUUID();
    keep("former", id, "what?", Set.of(UUID.randomUUID()));

    JsonNode answer =
        as("former", "GET", "/api/conversations/" + id, "").json().at("/messages/data/1");

    assertThat(answer.path("text").asText()).isEmpty();
    assertThat(answer.path("answer").isNull()).isTrue();
    assertThat(answer.path("withheld").asText()).contains("may not read");
  }

  @Test
  void somebodyElsesIsNotThere() throws Exception {
    UUID id = UUID.randomUUID();
    UUID answer = keep("owner", id, "mine?", Set.of());
    String good = "{\"rating\":\"good\"}";

    assertThat(as("other", "GET", "/api/conversations/" + id, "").status()).isEqualTo(404);
    assertThat(as("other", "DELETE", "/api/conversations/" + id, "").status()).isEqualTo(404);
    assertThat(as("other", "POST", "/api/answers/" + answer + "/feedback", good).status())
        .isEqualTo(404);
    assertThat(as("other", "GET", "/api/conversations", "").json().path("data")).isEmpty();

    assertThat(as("owner", "POST", "/api/answers/" + answer + "/feedback", good).status())
        .isEqualTo(204);
    assertThat(as("owner", "DELETE", "/api/conversations/" + id, "").status()).isEqualTo(204);
    assertThat(as("owner", "GET", "/api/conversations/" + id, "").status()).isEqualTo(404);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '\'',
      value = {
        "'{}', missing_value, rating",
        "'{\"rating\":\"great\"}', invalid_value, rating",
        "'{\"rating\":\"bad\",\"comment\":\"a\\u0000\"}', invalid_value, comment",
        "'{\"rating\":\"bad\",\"why\":\"a\"}', unknown_field, why"
      })
  void whatIsNoOpinionIsRefused(String body, String code, String param) throws Exception {
    Api.Answer answer =
        as("owner", "POST", "/api/answers/" + UUID.randomUUID() + "/feedback", body);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.code()).isEqualTo(code);
    assertThat(answer.param()).isEqualTo(param);
  }
}
