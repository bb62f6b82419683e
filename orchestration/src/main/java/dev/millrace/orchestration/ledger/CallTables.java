package dev.millrace.orchestration.ledger;

import jakarta.inject.Singleton;

/** The table of calls. Nobody else needs to know what is in it. */
@Singleton
public final class CallTables {
  private final CallRows calls;

  CallTables(CallRows calls) {
    this.calls = calls;
  }

  CallRows calls() {
    return calls;
  }
}
