package dev.millrace.app.wiring;

import dev.millrace.retrieval.rerank.Cascade;
import java.util.Optional;

/**
 * What has a say in a ranking after the search's own stages, as a bean that may be nothing.
 *
 * @param cascade closed with this
 */
record LastStage(Optional<Cascade> cascade) implements AutoCloseable {
  @Override
  public void close() {
    cascade.ifPresent(Cascade::close);
  }
}
