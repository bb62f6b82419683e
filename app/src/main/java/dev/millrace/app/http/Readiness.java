package dev.millrace.app.http;

import static java.util.Objects.requireNonNull;

/** Whether the server can do its work at this moment. */
public interface Readiness {
  /** What a look at the parts shows. */
  sealed interface State {
    /**
     * Searches are answered.
     *
     * @param position the log's head
     * @param indexed how far the index has come
     */
    record Ready(long position, long indexed) implements State {}

    /** Not yet, or not at the moment; why is said without anything secret. */
    record Starting(String reason) implements State {
      public Starting {
        requireNonNull(reason, "reason");
      }
    }
  }

  /** Looks. Never throws: a database that does not answer is a state. */
  State look();
}
