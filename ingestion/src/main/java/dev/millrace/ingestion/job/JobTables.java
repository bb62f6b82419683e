package dev.millrace.ingestion.job;

import jakarta.inject.Singleton;

/** The module's tables. Nobody else needs to know what is in them. */
@Singleton
public final class JobTables {
  private final SourceRows sources;
  private final RunRows runs;
  private final OutcomeRows outcomes;

  JobTables(SourceRows sources, RunRows runs, OutcomeRows outcomes) {
    this.sources = sources;
    this.runs = runs;
    this.outcomes = outcomes;
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
}
