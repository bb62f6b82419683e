package dev.millrace.orchestration.tier;

import static java.util.Objects.requireNonNull;

import dev.millrace.orchestration.model.ModelConnection;

/** What does a model's work. */
public sealed interface Engine {
  /** Quotes from the evidence, inside this process. */
  enum Extractive implements Engine {
    /** The sentences that answer a question. */
    LOOKUP,
    /** Sentences that cover a topic over several documents. */
    SUMMARY
  }

  /** Writes, behind a provider's API. */
  record Generative(ModelConnection connection) implements Engine {
    public Generative {
      requireNonNull(connection, "connection");
    }
  }
}
