package dev.millrace.app.wiring;

import static java.util.Objects.requireNonNull;

import dev.millrace.app.generation.ServedGenerations;
import dev.millrace.app.http.Readiness;
import dev.millrace.retrieval.corpus.CorpusLog;
import dev.millrace.retrieval.corpus.WorkspaceId;
import dev.millrace.retrieval.index.IndexHealth;
import dev.millrace.retrieval.index.IndexUnavailableException;
import dev.millrace.retrieval.search.ServedGeneration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ready once the index holds what the log held when the server started, and while the database and
 * the index answer.
 */
final class IndexReadiness implements Readiness {
  private static final Logger LOG = LoggerFactory.getLogger(IndexReadiness.class);

  private final CorpusLog log;
  private final ServedGenerations generations;
  private final WorkspaceId workspace;

  IndexReadiness(CorpusLog log, ServedGenerations generations, WorkspaceId workspace) {
    this.log = requireNonNull(log, "log");
    this.generations = requireNonNull(generations, "generations");
    this.workspace = requireNonNull(workspace, "workspace");
  }

  @Override
  public State look() {
    long head;
    try {
      head = log.head(workspace).position();
    } catch (RuntimeException e) {
      LOG.warn("not ready: {}", e.getMessage());
      return new State.Starting("the database does not answer");
    }
    ServedGeneration served = generations.search().served();
    Optional<String> unable = generations.unable();
    if (unable.isPresent()) {
      return new State.Starting(unable.get());
    }
    try {
      return switch (served.health()) {
        case IndexHealth.Away(String reason) -> new State.Starting(reason);
        case IndexHealth.Whole() -> state(served, head, Optional.empty());
        case IndexHealth.Weakened(String reason) -> state(served, head, Optional.of(reason));
      };
    } catch (IndexUnavailableException e) {
      return new State.Starting(String.valueOf(e.getMessage()));
    }
  }

  private static State state(ServedGeneration served, long head, Optional<String> weakened) {
    long indexed = served.position();
    return served.ready()
        ? new State.Ready(head, indexed, weakened)
        : new State.Starting("the index is at position " + indexed + " of " + head);
  }
}
