package dev.millrace.app.console;

import static java.util.Objects.requireNonNull;

import dev.millrace.app.console.session.Session;
import dev.millrace.app.identity.Caller;
import dev.millrace.app.identity.Scope;
import dev.millrace.retrieval.corpus.Viewer;

/** Who looks at a page. */
record Visit(Caller caller, Session session) {
  Visit {
    requireNonNull(caller, "caller");
    requireNonNull(session, "session");
  }

  Viewer viewer() {
    return caller.viewer();
  }

  boolean may(Scope scope) {
    return scope.heldBy(caller.scopes());
  }
}
