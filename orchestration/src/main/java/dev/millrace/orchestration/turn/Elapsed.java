package dev.millrace.orchestration.turn;

/** Time that has passed. */
final class Elapsed {
  private Elapsed() {}

  /** Milliseconds since a moment of {@link System#nanoTime}. */
  static long ms(long since) {
    return (System.nanoTime() - since) / 1_000_000;
  }
}
