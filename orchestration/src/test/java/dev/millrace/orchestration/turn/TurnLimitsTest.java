package dev.millrace.orchestration.turn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.orchestration.model.Cancellation;
import dev.millrace.orchestration.model.ChatMessage;
import dev.millrace.orchestration.model.Image;
import dev.millrace.orchestration.model.Role;
import dev.millrace.orchestration.model.Sampling;
import dev.millrace.orchestration.standin.Answers;
import dev.millrace.orchestration.standin.Dials;
import dev.millrace.orchestration.standin.Dials.Mishap.Kind;
import dev.millrace.orchestration.tier.Fleet;
import dev.millrace.orchestration.tier.Slots;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What can't be asked, what takes too long, and who goes away. */
@Timeout(60)
class TurnLimitsTest extends TurnTest {
  private static final Dials STALLING = Dials.PERFECT.mishap(Kind.STALL, 0);

  private static Failure failure(Fleet fleet, Asking asking) {
    Told told = ask(fleet, asking);
    assertThat(told.sink().last()).isEqualTo(new AnswerEvent.Failed(told.failure()));
    return told.failure();
  }

  private static void assertFailure(Failure failure, Failure.Kind kind, String field) {
    assertThat(failure.kind()).isEqualTo(kind);
    assertThat(failure.field()).isEqualTo(field);
    assertThat(failure.message()).isNotBlank();
  }

  @Test
  void whatCannotBeAskedIsAFailureWithItsField() {
    Fleet fleet = writing("writer");
    assertFailure(
        failure(fleet, asking("Hi").model("gpt-99")), Failure.Kind.UNKNOWN_MODEL, "model");
    assertFailure(failure(fleet, asking(" \u0000\n")), Failure.Kind.INVALID_QUESTION, "messages");
    assertFailure(
        failure(fleet, asking("x".repeat(10_000_000))), Failure.Kind.INVALID_QUESTION, "messages");
    assertFailure(
        failure(fleet, asking("Hi").in(UUID.randomUUID())),
        Failure.Kind.NO_CONVERSATION,
        "conversationId");
    assertFailure(
        failure(fleet, asking("word ".repeat(40_000)).model("writer")),
        Failure.Kind.TOO_LONG,
        "messages");
    assertFailure(
        failure(fleet, asking("Hi").model("writer").maxCost("0.0000001")),
        Failure.Kind.TOO_EXPENSIVE,
        "maxCost");
    assertFailure(
        failure(Fleets.of(List.of()), asking("Hi").grounding(Grounding.NEVER)),
        Failure.Kind.NO_MODEL,
        "model");
  }

  @Test
  void imagesNeedAModelThatSees() {
    AnswerRequest request =
        new AnswerRequest(
            it.viewer("ann"),
            Optional.empty(),
            List.of(
                new ChatMessage(
                    Role.USER,
                    "What is this?",
                    List.of(Image.of("data:image/png;base64,iVBORw0KGgo=")))),
            "writer",
            AnswerRequest.Options.DEFAULT,
            Sampling.DEFAULT);
    try (TurnFixture.Running running = it.running(writing("writer"))) {
      TurnResult result = running.turn().run(request, new RecordingSink(), new Cancellation());

      assertThat(result).isInstanceOf(TurnResult.Failed.class);
      assertFailure(((TurnResult.Failed) result).failure(), Failure.Kind.NO_VISION, "messages");
    }
  }

  @Test
  void aLongHistoryIsCutNotRefused() {
    it.models.serve("writer", Answers.copyingEvidence());
    ChatMessage long1 = new ChatMessage(Role.USER, "pier ".repeat(3_000), List.of());
    ChatMessage long2 = new ChatMessage(Role.ASSISTANT, "quay ".repeat(3_000), List.of());

    Told told = ask(writing("writer"), asking(LEAVE_QUESTION).after(long1, long2, long1, long2));
    assertThat(told.sink().attempts().getFirst()).startsWith("writer: ");
    assertThat(it.models.lastRequest()).doesNotContain("quay quay");

    it.models.serve("writer", Answers.scripted("So it is."));
    Told free =
        ask(writing("writer"), asking("Is it?").after(long1, long2, long1, long2).model("writer"));
    assertThat(free.answer().text()).isEqualTo("So it is.");
    assertThat(it.models.lastRequest().length()).isLessThan(4 * 8_192);
  }

  @Test
  void withoutASlotItIsBusy() throws Exception {
    it.models.serve("slow", Answers.scripted("Well."), STALLING);
    Fleet fleet = Fleets.of(List.of(gpu(1)), Fleets.writer("slow", "gpu", it.models.v1()));
    Cancellation first = new Cancellation();
    int before = it.models.traffic().started();
    try (TurnFixture.Running running = it.running(fleet);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<TurnResult> stalled =
          threads.submit(
              () ->
                  running
                      .turn()
                      .run(asking("Hi").model("slow").request(), new RecordingSink(), first));
      it.models.await(traffic -> traffic.started() > before, Duration.ofSeconds(20));

      Told named = ask(running, asking("Hi").model("slow"));
      Told auto = ask(running, asking(LEAVE_QUESTION));

      assertFailure(named.failure(), Failure.Kind.BUSY, "model");
      assertThat(auto.answer().madeBy().model()).isEqualTo("extractive-lookup");
      assertThat(auto.answer().madeBy().route()).contains("slow@gpu (busy)");
      first.cancel();
      assertThat(stalled.get()).isEqualTo(new TurnResult.Cancelled());
      assertThat(running.callers().load("gpu")).isEqualTo(new Slots.Load(1, 0, 0));
    }
  }

  @Test
  void theDeadlineEndsIt() {
    it.models.serve("slow", Answers.scripted("Well."), STALLING);
    assertFailure(
        failure(writing("slow"), asking("Hi").model("slow").within(Duration.ofMillis(200))),
        Failure.Kind.DEADLINE,
        "deadlineMs");

    it.models.serve("slow", citing(FIRST + " " + SECOND), Dials.PERFECT.mishap(Kind.STALL, 16));
    Told told = ask(writing("slow"), asking(LEAVE_QUESTION).within(Duration.ofSeconds(3)));
    assertThat(told.partial()).isEqualTo("the deadline passed");
    assertThat(told.answer().text().strip()).endsWith("a year [1].");
  }

  @Test
  void whoGoesAwayLeavesNothingBehind() throws Exception {
    it.models.serve("slow", citing(FIRST + " " + SECOND), Dials.PERFECT.tokensPerSecond(200));
    Fleet fleet = Fleets.of(List.of(gpu(8)), Fleets.writer("slow", "gpu", it.models.v1()));
    Random random = new Random(7);
    int before = it.models.traffic().connections();
    List<UUID> answers = new ArrayList<>();
    try (TurnFixture.Running running = it.running(fleet);
        ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<TurnResult>> all = new ArrayList<>();
      for (int i = 0; i < 60; i++) {
        Cancellation cancellation = new Cancellation();
        int after = random.nextInt(120);
        RecordingSink events = new RecordingSink();
        AnswerSink leaving =
            event -> {
              events.accept(event);
              if (event instanceof AnswerEvent.Started(UUID id, UUID _)) {
                synchronized (answers) {
                  answers.add(id);
                }
              }
              if (event instanceof AnswerEvent.Attempted) {
                var _ = timer.schedule(cancellation::cancel, after, TimeUnit.MILLISECONDS);
              }
            };
        all.add(
            threads.submit(
                () -> running.turn().run(asking(LEAVE_QUESTION).request(), leaving, cancellation)));
      }
      int cancelled = 0;
      for (Future<TurnResult> one : all) {
        cancelled += one.get() instanceof TurnResult.Cancelled ? 1 : 0;
      }
      assertThat(cancelled).isPositive();
      assertThat(running.callers().load("gpu")).isEqualTo(new Slots.Load(8, 0, 0));
      assertThat(it.ledger.flush(Duration.ofSeconds(10))).isTrue();
      assertThat(outcomes(answers, "cancelled")).isPositive().isLessThanOrEqualTo(cancelled);
    }
    it.models.await(
        traffic -> traffic.underway() == 0 && traffic.connections() <= before,
        Duration.ofSeconds(10));
  }

  private static long outcomes(List<UUID> answers, String outcome) throws SQLException {
    try (Connection connection = it.dataSource().getConnection();
        PreparedStatement count =
            connection.prepareStatement(
                "SELECT count(*) FROM call WHERE answer_id = ANY (?) AND outcome = ?")) {
      count.setArray(1, connection.createArrayOf("uuid", answers.toArray()));
      count.setString(2, outcome);
      try (ResultSet rows = count.executeQuery()) {
        rows.next();
        return rows.getLong(1);
      }
    }
  }
}
