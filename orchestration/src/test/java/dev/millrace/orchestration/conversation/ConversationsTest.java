package dev.millrace.orchestration.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.orchestration.conversation.Conversations.Exchange;
import dev.millrace.orchestration.turn.OrchestrationDatabase;
import dev.millrace.retrieval.CorpusFixture;
import dev.millrace.retrieval.corpus.AccessLabel;
import dev.millrace.retrieval.corpus.Principal;
import dev.millrace.retrieval.corpus.Sensitivity;
import dev.millrace.retrieval.corpus.Viewer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ConversationsTest {
  private static OrchestrationDatabase database;
  private static CorpusFixture corpus;

  private Conversations conversations;
  private Viewer ann;
  private Instant now = Instant.parse("2026-11-21T10:00:00Z");
  private final UUID id = UUID.randomUUID();

  @BeforeAll
  static void open() {
    database = new OrchestrationDatabase();
    corpus = new CorpusFixture(database.dataSource());
  }

  @AfterAll
  static void close() {
    database.close();
  }

  @BeforeEach
  void conversations() {
    conversations =
        new Conversations(
            database.bean(ConversationTables.class),
            corpus.evidence,
            () -> now = now.plusSeconds(1));
    ann = corpus.viewer("ann-" + id);
  }

  private static Exchange exchange(String question, UUID... documents) {
    return new Exchange(
        UUID.randomUUID(),
        question,
        "Answer to " + question,
        "{\"refused\":false}",
        "{\"receipt\": \"of  " + question + "\"}",
        Sensitivity.INTERNAL,
        Set.of(documents));
  }

  private List<Message> messages() {
    return conversations.messages(ann, conversations.find(ann, id).orElseThrow(), -1, 100);
  }

  @Test
  void isKeptInItsOrder() {
    Exchange first = exchange("  How much 🏖️\nleave? ");
    assertThat(conversations.keep(ann, id, first)).isTrue();
    assertThat(conversations.goOn(ann, id, exchange("And when?"))).isTrue();

    Conversation conversation = conversations.find(ann, id).orElseThrow();
    assertThat(conversation.title()).isEqualTo("How much 🏖️ leave?");
    assertThat(conversation.updatedAt()).isAfter(conversation.createdAt());
    assertThat(messages()).extracting(Message::ordinal).containsExactly(0, 1, 2, 3);
    assertThat(messages().get(1).id()).isEqualTo(first.answerId());
    assertThat(messages().get(1).details()).hasValue("{\"refused\": false}");
    assertThat(conversations.last(ann, conversation, 3))
        .extracting(Message::text)
        .containsExactly(first.answer(), "And when?", "Answer to And when?");
    assertThat(conversations.messages(ann, conversation, 1, 1))
        .extracting(Message::text)
        .containsExactly("And when?");
  }

  @Test
  void aLongTitleIsCutBetweenCharacters() {
    conversations.keep(ann, id, exchange("🌊".repeat(200)));

    assertThat(conversations.find(ann, id).orElseThrow().title()).isEqualTo("🌊".repeat(79) + "…");
  }

  @Test
  void isItsOwnersAlone() {
    Exchange exchange = exchange("Mine?");
    conversations.keep(ann, id, exchange);
    Viewer bob = corpus.viewer("bob");

    assertThat(conversations.find(bob, id)).isEmpty();
    assertThat(conversations.page(bob, Optional.empty(), 100)).isEmpty();
    assertThat(conversations.keep(bob, id, exchange("Mine too?"))).isFalse();
    assertThat(conversations.goOn(bob, id, exchange("Mine too?"))).isFalse();
    assertThat(conversations.delete(bob, id)).isFalse();
    assertThat(conversations.rate(bob, exchange.answerId(), Rating.BAD, "ha")).isFalse();
    assertThat(messages()).hasSize(2);
  }

  @Test
  void whatIsDeletedStaysDeleted() {
    Exchange exchange = exchange("Well?");
    conversations.keep(ann, id, exchange);
    conversations.rate(ann, exchange.answerId(), Rating.GOOD, null);

    assertThat(conversations.delete(ann, id)).isTrue();

    assertThat(conversations.find(ann, id)).isEmpty();
    assertThat(conversations.goOn(ann, id, exchange("And?"))).isFalse();
    assertThat(conversations.find(ann, id)).isEmpty();
    assertThat(conversations.delete(ann, id)).isFalse();
    assertThat(conversations.rate(ann, exchange.answerId(), Rating.GOOD, null)).isFalse();
  }

  @Test
  void pagesComeLastUsedFirst() {
    List<UUID> ids = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      ids.addFirst(UUID.randomUUID());
      conversations.keep(ann, ids.getFirst(), exchange("Q" + i));
    }
    List<Conversation> first = conversations.page(ann, Optional.empty(), 3);
    List<Conversation> second = conversations.page(ann, Optional.of(first.getLast().id()), 3);

    assertThat(first).extracting(Conversation::id).containsExactlyElementsOf(ids.subList(0, 3));
    assertThat(second).extracting(Conversation::id).containsExactlyElementsOf(ids.subList(3, 5));
  }

  @Test
  void anAnswerIsWithheldOnceADocumentOfItMayNotBeRead() {
    Principal hr = Principal.group("hr-" + id);
    corpus.directory.setMembers(CorpusFixture.WORKSPACE, hr, Set.of(ann.user()));
    UUID secret = corpus.write(id + "-hr.txt", "pay", AccessLabel.allow(hr)).documentId();
    UUID open = corpus.write(id + "-open.txt", "pier").documentId();
    ann = corpus.viewer("ann-" + id);
    conversations.keep(ann, id, exchange("Both?", secret, open));
    conversations.keep(ann, id, exchange("Open?", open));
    assertThat(messages()).noneMatch(Message::isWithheld);

    corpus.directory.setMembers(CorpusFixture.WORKSPACE, hr, Set.of());
    ann = corpus.viewer("ann-" + id);
    assertThat(messages())
        .extracting(Message::isWithheld)
        .containsExactly(false, true, false, false);
    assertThat(messages().get(1).details()).isEmpty();
    assertThat(messages().get(1).documents()).isEmpty();

    corpus.corpus.remove(CorpusFixture.WORKSPACE, open);
    assertThat(messages())
        .extracting(Message::isWithheld)
        .containsExactly(false, true, false, true);
  }

  @Test
  void theLastOpinionCounts() throws Exception {
    Exchange exchange = exchange("Good?");
    conversations.keep(ann, id, exchange);

    assertThat(conversations.rate(ann, exchange.answerId(), Rating.GOOD, "yes")).isTrue();
    assertThat(conversations.rate(ann, exchange.answerId(), Rating.BAD, null)).isTrue();
    assertThat(conversations.rate(ann, messages().getFirst().id(), Rating.BAD, null)).isFalse();

    try (var connection = database.dataSource().getConnection();
        var statement =
            connection.prepareStatement(
                "SELECT rating, comment FROM feedback WHERE answer_id = ?")) {
      statement.setObject(1, exchange.answerId());
      try (var rows = statement.executeQuery()) {
        assertThat(rows.next()).isTrue();
        assertThat(rows.getString("rating")).isEqualTo("bad");
        assertThat(rows.getString("comment")).isNull();
        assertThat(rows.next()).isFalse();
      }
    }
  }

  @Test
  void exchangesOfOneMomentGetPlacesOfTheirOwn() throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Boolean>> all = new ArrayList<>();
      for (int i = 0; i < 16; i++) {
        Exchange exchange = exchange("Q" + i);
        all.add(threads.submit(() -> conversations.keep(ann, id, exchange)));
      }
      for (Future<Boolean> one : all) {
        assertThat(one.get()).isTrue();
      }
    }
    List<Message> messages = messages();
    assertThat(messages).hasSize(32);
    for (int i = 0; i < 32; i += 2) {
      assertThat(messages.get(i).ordinal()).isEqualTo(i);
      assertThat(messages.get(i + 1).text()).isEqualTo("Answer to " + messages.get(i).text());
    }
  }
}
