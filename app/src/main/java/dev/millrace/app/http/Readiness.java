package dev.millrace.app.http;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/** Whether the server can do its work at this moment. */
public interface Readiness {
  /** What a look at the parts shows. */
  sealed interface State {
    /**
     * Searches are answered.
     *
     * @param position the log's head
     * @param indexed how far the index has come
     * @param weakened why they may soon not be, and what to do
     */
    record Ready(long position, long indexed, Optional<String> weakened) implements State {
      public Ready {
        requireNonNull(weakened, "weakened");
      }
    }

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
