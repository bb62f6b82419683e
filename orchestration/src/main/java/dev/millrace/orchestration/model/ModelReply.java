package dev.millrace.orchestration.model;

import static java.util.Objects.requireNonNull;

/** How a call of a model ended. The text has gone to the sink. */
public sealed interface ModelReply {
  /** What the call used, ended early or not. */
  Usage usage();

  /** The provider said that the answer is at its end. */
  record Completed(Finish finish, Usage usage) implements ModelReply {
    public Completed {
      requireNonNull(finish, "finish");
      requireNonNull(usage, "usage");
    }
  }

  /** The sink wanted no more. */
  record Stopped(Usage usage) implements ModelReply {
    public Stopped {
      requireNonNull(usage, "usage");
    }
  }

  /** The call was cancelled from outside, usually since the client went away. */
  record Cancelled(Usage usage) implements ModelReply {
    public Cancelled {
      requireNonNull(usage, "usage");
    }
  }

  /**
   * The provider did not answer as it should. Pieces delivered before are the beginning of an
   * answer at best.
   *
   * @param message names the model and the provider's host, says what is wrong and, where known,
   *     how to mend it; never holds the key
   */
  record Failed(Fault fault, String message, Usage usage) implements ModelReply {
    public Failed {
      requireNonNull(fault, "fault");
      requireNonNull(message, "message");
      requireNonNull(usage, "usage");
    }
  }
}
