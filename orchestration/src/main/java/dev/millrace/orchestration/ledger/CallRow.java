package dev.millrace.orchestration.ledger;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A call as it is stored. */
@MappedEntity("call")
record CallRow(
    @Id UUID callId,
    int workspaceId,
    UUID answerId,
    UUID conversationId,
    String owner,
    String purpose,
    int attempt,
    String model,
    String tier,
    String questionClass,
    String outcome,
    @Nullable String reason,
    int inputTokens,
    int outputTokens,
    boolean estimated,
    BigDecimal cost,
    String currency,
    int sensitivity,
    long waitMs,
    @Nullable Long firstTokenMs,
    long ms,
    String promptVersion,
    String policyVersion,
    Instant startedAt) {
  static CallRow of(Call call, String currency) {
    Call.Turn turn = call.turn();
    Call.Timing timing = call.timing();
    return new CallRow(
        UUID.randomUUID(),
        turn.workspace(),
        turn.answerId(),
        turn.conversationId(),
        turn.owner(),
        call.purpose().wire(),
        call.attempt(),
        call.model(),
        call.tier(),
        turn.kind().wire(),
        call.outcome().wire(),
        call.reason().isEmpty() ? null : call.reason(),
        call.usage().inputTokens(),
        call.usage().outputTokens(),
        call.usage().estimated(),
        call.cost(),
        currency,
        call.sensitivity().level(),
        timing.waitMs(),
        timing.firstTokenMs().isPresent() ? timing.firstTokenMs().getAsLong() : null,
        timing.ms(),
        turn.prompt(),
        turn.policy(),
        timing.startedAt().truncatedTo(ChronoUnit.MICROS));
  }
}
