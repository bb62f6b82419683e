package dev.millrace.ingestion.job;

import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;

/** The module's tables. Nobody else needs to know what is in them. */
@Singleton
public final class JobTables {
  private final SourceRows sources;
  private final RunRows runs;
  private final OutcomeRows outcomes;
  private final ItemRows items;
  private final IdempotentPushRows pushes;
  private final TransactionOperations<Connection> transactions;

  JobTables(
      SourceRows sources,
      RunRows runs,
      OutcomeRows outcomes,
      ItemRows items,
      IdempotentPushRows pushes,
      TransactionOperations<Connection> transactions) {
    this.sources = sources;
    this.runs = runs;
    this.outcomes = outcomes;
    this.items = items;
    this.pushes = pushes;
    this.transactions = transactions;
  }

  SourceRows sources() {
    return sources;
  }

  RunRows runs() {
    return runs;
  }

  OutcomeRows outcomes() {
    return outcomes;
  }

  ItemRows items() {
    return items;
  }

  IdempotentPushRows pushes() {
    return pushes;
  }

  /** Does all of it or nothing. */
  void together(Runnable changes) {
    transactions.executeWrite(
        status -> {
          changes.run();
          return status;
        });
  }
}
