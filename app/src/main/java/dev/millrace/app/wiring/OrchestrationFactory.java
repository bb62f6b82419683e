package dev.millrace.app.wiring;

import dev.millrace.app.StartupException;
import dev.millrace.app.answer.Turns;
import dev.millrace.app.database.ConnectionPool;
import dev.millrace.app.database.RunningDatabase;
import dev.millrace.app.settings.Settings;
import dev.millrace.orchestration.classify.QuestionClassifier;
import dev.millrace.orchestration.conversation.ConversationTables;
import dev.millrace.orchestration.conversation.Conversations;
import dev.millrace.orchestration.guard.SupportCheck;
import dev.millrace.orchestration.ledger.CallLedger;
import dev.millrace.orchestration.ledger.CallTables;
import dev.millrace.orchestration.plan.Planner;
import dev.millrace.orchestration.receipt.ReceiptKeyTable;
import dev.millrace.orchestration.receipt.ReceiptKeys;
import dev.millrace.orchestration.tier.Fleet;
import dev.millrace.orchestration.turn.AnswerTurn;
import dev.millrace.orchestration.turn.Books;
import dev.millrace.orchestration.turn.Callers;
import dev.millrace.orchestration.turn.Rewriter;
import dev.millrace.orchestration.turn.Understanding;
import dev.millrace.retrieval.corpus.WorkspaceId;
import dev.millrace.retrieval.search.EvidenceSearch;
import dev.millrace.retrieval.store.PostgresEvidence;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;

/** How questions are answered. The books are closed before the database is. */
@Factory
final class OrchestrationFactory {
  @Singleton
  Fleet fleet(Settings settings) {
    return new ConfiguredFleet(settings).fleet();
  }

  @Bean(preDestroy = "close")
  @Singleton
  Callers callers(Fleet fleet, LocalEmbedding local) {
    return new Callers(fleet, local.embedder());
  }

  @Singleton
  Conversations conversations(ConversationTables tables, PostgresEvidence reads, Clock clock) {
    return new Conversations(tables, reads, clock);
  }

  /**
   * The books.
   *
   * @param pool which what is left is written through when they are closed
   */
  @Bean(preDestroy = "close")
  @Singleton
  CallLedger callLedger(CallTables tables, Fleet fleet, ConnectionPool pool) {
    return new CallLedger(tables, fleet.currency());
  }

  @Singleton
  ReceiptKeys receiptKeys(ReceiptKeyTable table, RunningDatabase database, Clock clock) {
    Path file = database.home().resolve("receipts.key");
    try {
      return new ReceiptKeys(table, WorkspaceId.DEFAULT.value(), file, clock);
    } catch (IllegalArgumentException | UncheckedIOException e) {
      throw new StartupException(
          e.getMessage() + ".", "Check that file and the home's permissions.", e);
    }
  }

  @Singleton
  Books books(Conversations conversations, CallLedger ledger, ReceiptKeys receipts, Clock clock) {
    return new Books(conversations, ledger, receipts, clock);
  }

  @Singleton
  Understanding understanding(
      LocalEmbedding local, Settings settings, Fleet fleet, Callers callers, Books books) {
    return new Understanding(
        local.embedder(),
        QuestionClassifier.shipped(local.embedder().space()),
        new ConfiguredFleet(settings)
            .rewriter(fleet)
            .map(model -> new Rewriter(model, fleet.tierOf(model), callers, books)));
  }

  @Singleton
  AnswerTurn turn(
      Understanding understanding,
      EvidenceSearch search,
      Fleet fleet,
      Callers callers,
      LocalEmbedding local,
      Books books) {
    return new AnswerTurn(
        understanding,
        search,
        new Planner(fleet, callers::load),
        callers,
        new SupportCheck(local.embedder()),
        books);
  }

  @Singleton
  Turns turns(AnswerTurn turn) {
    return turn::run;
  }
}
