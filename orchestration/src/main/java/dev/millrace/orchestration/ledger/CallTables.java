package dev.millrace.orchestration.ledger;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;

/** The table of calls. Nobody else needs to know what is in it. */
@Singleton
public final class CallTables {
  private final CallRows calls;

  CallTables(CallRows calls) {
    this.calls = calls;
  }

  void add(List<CallRow> rows) {
    calls.add(rows);
  }

  List<ModelUse> use(int workspaceId, Instant since) {
    return calls.use(workspaceId, since);
  }
}
