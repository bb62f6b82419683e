package dev.millrace.orchestration.ledger;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** The table of calls. */
@JdbcRepository(dialect = Dialect.POSTGRES)
interface CallRows extends GenericRepository<CallRow, UUID> {
  /**
   * Adds rows. One that is there already stays: a group is written again when nobody knows whether
   * it was.
   */
  @Query(
      """
      INSERT INTO call (call_id, workspace_id, answer_id, conversation_id, owner, purpose, attempt, model, tier,
        question_class, outcome, reason, input_tokens, output_tokens, estimated, cost, currency,
        sensitivity, wait_ms, first_token_ms, ms, prompt_version, policy_version, started_at)
      VALUES (:callId, :workspaceId, :answerId, :conversationId, :owner, :purpose, :attempt, :model, :tier,
        :questionClass, :outcome, :reason, :inputTokens, :outputTokens, :estimated, :cost, :currency,
        :sensitivity, :waitMs, :firstTokenMs, :ms, :promptVersion, :policyVersion, :startedAt)
      ON CONFLICT (call_id) DO NOTHING
      """)
  void add(List<CallRow> rows);

  /** How each model did since then. */
  @Query(
      """
      SELECT model, count(*) AS calls,
        count(*) FILTER (WHERE outcome IN ('failed', 'escalated')) AS failures,
        CAST(percentile_cont(0.5) WITHIN GROUP (ORDER BY ms) AS bigint) AS median_ms,
        sum(cost) AS cost
      FROM call WHERE workspace_id = :workspaceId AND started_at >= :since GROUP BY model ORDER BY model
      """)
  List<ModelUse> use(int workspaceId, Instant since);
}
