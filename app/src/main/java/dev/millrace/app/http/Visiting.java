package dev.millrace.app.http;

import dev.millrace.app.identity.Caller;
import dev.millrace.app.identity.Scope;
import dev.millrace.ingestion.connector.SourceKind;

/** Who may say where the server goes. */
final class Visiting {
  private Visiting() {}

  /**
   * Lets administrators only: the server goes there with its own rights and from its own network.
   *
   * @throws ApiException {@code missing_scope}
   */
  static void allowed(Caller caller, SourceKind kind) {
    if (kind.visited() && !Scope.ADMIN.heldBy(caller.scopes())) {
      throw new ApiException(
          ErrorCode.MISSING_SCOPE,
          "the server goes to a "
              + kind.wire()
              + " with its own rights: only a key with the scope admin may name one",
          "kind");
    }
  }
}
