package dev.millrace.orchestration.turn;

import static java.util.Objects.requireNonNull;

import dev.millrace.orchestration.ledger.Call;
import dev.millrace.orchestration.model.ChatMessage;
import dev.millrace.orchestration.model.Finish;
import dev.millrace.orchestration.model.ModelReply;
import dev.millrace.orchestration.model.ModelRequest;
import dev.millrace.orchestration.model.Sampling;
import dev.millrace.orchestration.tier.FleetModel;
import dev.millrace.orchestration.tier.Price;
import dev.millrace.orchestration.tier.Slots;
import dev.millrace.orchestration.tier.Tier;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Has a model make a follow-up question stand alone. A help and no more: if the model may not read
 * the conversation, is busy, fails or rambles, the question is rewritten without it.
 */
public final class Rewriter {
  private static final String INSTRUCTIONS =
      """
      Rewrite the user's last question so that it can be understood without the conversation. Put in what it \
      refers to; keep its language, names and numbers; add nothing else and do not answer it. If it can be \
      understood as it is, repeat it. Write the question only, on one line.
      """;

  /** Of what a question may grow to, in characters; more is no question. */
  private static final int LONGEST = 1_000;

  private static final int MOST_TOKENS = 200;
  private static final int MOST_HISTORY_TOKENS = 2_000;
  private static final Duration PATIENCE = Duration.ofMillis(500);

  private final FleetModel model;
  private final Tier tier;
  private final Callers callers;
  private final Books books;

  /**
   * A rewriter.
   *
   * @param model one that writes
   */
  public Rewriter(FleetModel model, Tier tier, Callers callers, Books books) {
    this.model = requireNonNull(model, "model");
    this.tier = requireNonNull(tier, "tier");
    this.callers = requireNonNull(callers, "callers");
    this.books = requireNonNull(books, "books");
  }

  /** The question so that it stands alone; empty if the model was of no help. */
  Optional<String> alone(TurnInHand turn, Deadline deadline) {
    // What a request may cost is for its answer.
    boolean unpaid =
        turn.request().options().maxCost().isPresent() && !model.price().equals(Price.FREE);
    if (unpaid || !tier.clearance().permits(turn.history().sensitivity())) {
      return Optional.empty();
    }
    long asked = System.nanoTime();
    Optional<Slots.Permit> permit =
        callers.permit(tier, deadline.left(PATIENCE), deadline.cancellation());
    if (permit.isEmpty()) {
      return Optional.empty();
    }
    try (Slots.Permit _ = permit.get()) {
      return call(turn, Elapsed.ms(asked), deadline);
    }
  }

  private Optional<String> call(TurnInHand turn, long waitMs, Deadline deadline) {
    List<ChatMessage> messages = new ArrayList<>();
    messages.add(ChatMessage.system(INSTRUCTIONS));
    messages.addAll(turn.history().permitted(tier.clearance(), MOST_HISTORY_TOKENS));
    messages.add(ChatMessage.user(turn.question()));
    StringBuilder text = new StringBuilder();
    Instant at = books.clock().instant();
    long started = System.nanoTime();
    ModelReply reply =
        callers
            .writer(model)
            .chat(
                new ModelRequest(messages, Sampling.of(0, MOST_TOKENS)),
                piece -> text.append(piece).length() <= LONGEST,
                deadline.cancellation());
    String question = text.toString().strip();
    boolean good =
        reply instanceof ModelReply.Completed(Finish finish, var _)
            && finish == Finish.STOP
            && !question.isEmpty()
            && question.lines().count() == 1;
    note(turn, reply, good, new Call.Timing(at, waitMs, OptionalLong.empty(), Elapsed.ms(started)));
    return good ? Optional.of(question) : Optional.empty();
  }

  private void note(TurnInHand turn, ModelReply reply, boolean good, Call.Timing timing) {
    BigDecimal cost = model.price().of(reply.usage().inputTokens(), reply.usage().outputTokens());
    turn.took(reply.usage(), cost);
    Call.Outcome outcome =
        switch (reply) {
          case ModelReply.Completed _ -> good ? Call.Outcome.ACCEPTED : Call.Outcome.ESCALATED;
          case ModelReply.Stopped _ -> Call.Outcome.ESCALATED;
          case ModelReply.Cancelled _ -> Call.Outcome.CANCELLED;
          case ModelReply.Failed _ -> Call.Outcome.FAILED;
        };
    books
        .ledger()
        .note(
            new Call(
                turn.ledgerTurn(),
                Call.Purpose.REWRITE,
                1,
                model.name(),
                tier.name(),
                outcome,
                reply instanceof ModelReply.Failed failed ? failed.message() : "",
                reply.usage(),
                cost,
                turn.history().sensitivity(),
                timing));
  }
}
