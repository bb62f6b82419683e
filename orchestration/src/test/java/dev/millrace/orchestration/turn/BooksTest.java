package dev.millrace.orchestration.turn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.orchestration.conversation.Message;
import dev.millrace.orchestration.model.Cancellation;
import dev.millrace.orchestration.standin.Answers;
import dev.millrace.orchestration.standin.Dials;
import dev.millrace.orchestration.standin.Dials.Mishap.Kind;
import dev.millrace.orchestration.tier.Fleet;
import dev.millrace.retrieval.corpus.AccessLabel;
import dev.millrace.retrieval.corpus.Principal;
import dev.millrace.retrieval.corpus.Sensitivity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What is left of a turn: its conversation, and a row for each call. */
class BooksTest extends TurnTest {
  private record Row(
      int attempt, String model, String outcome, int input, int output, BigDecimal cost) {
    BigDecimal price() {
      return Fleets.PRICE.of(input, output);
    }
  }

  private static List<Row> rows(UUID answer) throws SQLException, InterruptedException {
    assertThat(it.ledger.flush(Duration.ofSeconds(20))).isTrue();
    List<Row> found = new ArrayList<>();
    try (Connection connection = it.dataSource().getConnection();
        PreparedStatement select =
            connection.prepareStatement(
                "SELECT * FROM call WHERE answer_id = ? ORDER BY attempt")) {
      select.setObject(1, answer);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          found.add(
              new Row(
                  row.getInt("attempt"),
                  row.getString("model"),
                  row.getString("outcome"),
                  row.getInt("input_tokens"),
                  row.getInt("output_tokens"),
                  row.getBigDecimal("cost")));
        }
      }
    }
    return found;
  }

  @Test
  void failedAttemptsCount() throws Exception {
    it.models.serve("cut", citing(FIRST), Dials.PERFECT.mishap(Kind.CUT, 3));
    it.models.serve("wrong", Answers.scripted("The canteen serves herring. [1] And more."));
    it.models.serve("good", Answers.copyingEvidence());
    Fleet fleet =
        Fleets.of(
            List.of(gpu(4)),
            Fleets.writer("cut", "gpu", it.models.v1()),
            Fleets.writer("wrong", "gpu", it.models.v1()),
            Fleets.writer("good", "gpu", it.models.v1()));

    Answer answer = ask(fleet, asking(LEAVE_QUESTION)).answer();

    List<Row> rows = rows(answer.answerId());
    assertThat(rows).extracting(Row::model).containsExactly("cut", "wrong", "good");
    assertThat(rows).extracting(Row::attempt).containsExactly(1, 2, 3);
    assertThat(rows).extracting(Row::outcome).containsExactly("failed", "escalated", "accepted");
    assertThat(rows).allMatch(row -> row.input() > 0 && row.cost().signum() > 0);
    assertThat(rows).allMatch(row -> row.cost().compareTo(row.price()) == 0);
    assertThat(answer.spent().cost())
        .isEqualByComparingTo(
            rows.stream().map(Row::cost).reduce(BigDecimal.ZERO, BigDecimal::add));
    assertThat(answer.spent().usage().inputTokens())
        .isEqualTo(rows.stream().mapToInt(Row::input).sum());
    assertThat(answer.spent().currency()).isEqualTo("EUR");
  }

  @Test
  void whatAttemptsHaveCostIsLeftOutOfWhatTheNextMay() {
    it.models.serve("cut", citing(FIRST), Dials.PERFECT.mishap(Kind.CUT, 3));
    it.models.serve("good", Answers.copyingEvidence());
    Fleet fleet =
        Fleets.of(
            List.of(gpu(4)),
            Fleets.writer("cut", "gpu", it.models.v1()),
            Fleets.writer("good", "gpu", it.models.v1()));
    Told told = ask(fleet, asking(LEAVE_QUESTION));
    BigDecimal estimate =
        told.sink()
            .all(AnswerEvent.Planned.class)
            .getFirst()
            .plan()
            .attempts()
            .getFirst()
            .estimate();

    Told scarce = ask(fleet, asking(LEAVE_QUESTION).maxCost(estimate.toPlainString()));

    assertThat(scarce.sink().attempts())
        .containsExactly("cut: failed", "extractive-lookup: accepted");
    assertThat(scarce.answer().spent().cost()).isLessThanOrEqualTo(estimate);
  }

  @Test
  void aTurnThatBreaksOffIsInTheBooksToo() throws Exception {
    it.models.serve("writer", citing(FIRST + " " + SECOND));
    List<UUID> answers = new ArrayList<>();
    AnswerSink breaking =
        event -> {
          if (event instanceof AnswerEvent.Started(UUID id, UUID _)) {
            answers.add(id);
          }
          if (event instanceof AnswerEvent.Released) {
            throw new UncheckedIOException(new IOException("the pipe is broken"));
          }
        };
    try (TurnFixture.Running running = it.running(writing("writer"))) {
      AnswerRequest request = asking(LEAVE_QUESTION).request();

      assertThatThrownBy(() -> running.turn().run(request, breaking, new Cancellation()))
          .hasMessageContaining("the pipe is broken");

      assertThat(running.callers().load("gpu").busy()).isZero();
    }
    assertThat(rows(answers.getFirst())).extracting(Row::outcome).containsExactly("failed");
    assertThat(rows(answers.getFirst()).getFirst().cost()).isPositive();
  }

  @Test
  void followUpsUseTheHistory() {
    it.models.serve("writer", Answers.copyingEvidence());
    Fleet fleet = writing("writer");
    Answer first = ask(fleet, asking("Who replaced the TG-40 tide gauge?")).answer();

    Told next = ask(fleet, asking("And when?").in(first.conversationId()));

    AnswerEvent.Classified understood = next.sink().all(AnswerEvent.Classified.class).getFirst();
    assertThat(understood.rewritten()).isTrue();
    assertThat(understood.query()).contains("tide");
    assertThat(it.models.lastRequest()).contains("Who replaced the TG-40 tide gauge?");
    assertThat(next.answer().conversationId()).isEqualTo(first.conversationId());
    assertThat(messages("ann", first.conversationId())).hasSize(4);
  }

  private static List<Message> messages(String user, UUID conversation) {
    return it.conversations.messages(
        it.viewer(user),
        it.conversations.find(it.viewer(user), conversation).orElseThrow(),
        -1,
        99);
  }

  @Test
  void aConversationOfSomebodyElseIsNone() {
    Answer mine = ask(Fleets.of(List.of()), asking(LEAVE_QUESTION)).answer();

    Told told =
        ask(
            Fleets.of(List.of()),
            Asking.of(it.viewer("bob"), LEAVE_QUESTION).in(mine.conversationId()));

    assertThat(told.failure().kind()).isEqualTo(Failure.Kind.NO_CONVERSATION);
  }

  @Test
  void aConversationThatIsDeletedMeanwhileStaysDeleted() {
    Answer first = ask(Fleets.of(List.of()), asking(LEAVE_QUESTION)).answer();
    try (TurnFixture.Running running = it.running(Fleets.of(List.of()))) {
      AnswerSink deleting =
          event -> {
            if (event instanceof AnswerEvent.Planned) {
              it.conversations.delete(it.viewer("ann"), first.conversationId());
            }
          };
      TurnResult result =
          running
              .turn()
              .run(
                  asking(LEAVE_QUESTION).in(first.conversationId()).request(),
                  deleting,
                  new Cancellation());

      assertThat(result).isInstanceOf(TurnResult.Answered.class);
      assertThat(it.conversations.find(it.viewer("ann"), first.conversationId())).isEmpty();
    }
  }

  @Test
  void whatMayNotBeReadAnyMoreIsNotSentEither() {
    Principal pilots = Principal.group("pilots");
    it.corpus.directory.setMembers(
        dev.millrace.retrieval.CorpusFixture.WORKSPACE, pilots, Set.of(Principal.user("ann")));
    it.write(
        "pilots.txt",
        "The pilot boat Havørn leaves from berth 12 at 04:30 every morning.",
        Sensitivity.INTERNAL,
        AccessLabel.allow(pilots));
    Answer first =
        ask(Fleets.of(List.of()), asking("From which berth does the pilot boat leave?")).answer();
    assertThat(first.text()).contains("berth 12");

    it.corpus.directory.setMembers(
        dev.millrace.retrieval.CorpusFixture.WORKSPACE, pilots, Set.of());
    it.models.serve("writer", Answers.scripted("I see."));
    Told next =
        ask(
            writing("writer"),
            asking("Say that again.").in(first.conversationId()).model("writer"));

    assertThat(next.answer().text()).isEqualTo("I see.");
    assertThat(it.models.lastRequest())
        .contains("From which berth")
        .doesNotContain("berth 12")
        .doesNotContain("Havørn");
  }

  @Test
  void anAnswerIsGivenThoughItCannotBeKept() {
    try (TurnFixture.Running running = it.running(Fleets.of(List.of()))) {
      it.database.away(true);
      assertThat(ask(running, asking(LEAVE_QUESTION)).answer().text()).contains("25 days");
    } finally {
      it.database.away(false);
    }
  }
}
