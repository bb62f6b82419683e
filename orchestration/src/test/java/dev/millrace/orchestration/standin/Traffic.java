package dev.millrace.orchestration.standin;

/**
 * What the stand-in has seen.
 *
 * @param started requests for an answer
 * @param finished of them, answered to the end that was meant
 * @param cancelled of them, left by the client before that
 * @param underway of them, being answered now
 * @param connections open now, idle ones included
 */
public record Traffic(int started, int finished, int cancelled, int underway, int connections) {
  static final Traffic NONE = new Traffic(0, 0, 0, 0, 0);

  Traffic withStarted() {
    return new Traffic(started + 1, finished, cancelled, underway + 1, connections);
  }

  Traffic withFinished() {
    return new Traffic(started, finished + 1, cancelled, underway - 1, connections);
  }

  Traffic withCancelled() {
    return new Traffic(started, finished, cancelled + 1, underway - 1, connections);
  }

  Traffic withConnections(int more) {
    return new Traffic(started, finished, cancelled, underway, connections + more);
  }
}
