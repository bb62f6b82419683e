package dev.millrace.orchestration.turn;

/** Ends a turn without an answer, from wherever that is found. */
final class Unanswerable extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient Failure failure;

  Unanswerable(Failure.Kind kind, String message, String field) {
    super(message);
    this.failure = new Failure(kind, message, field);
  }

  Failure failure() {
    return failure;
  }
}
