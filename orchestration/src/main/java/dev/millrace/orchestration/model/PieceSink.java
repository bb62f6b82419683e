package dev.millrace.orchestration.model;

/** Takes an answer's text as it arrives. */
@FunctionalInterface
public interface PieceSink {
  /**
   * Takes the next piece.
   *
   * @param piece not empty; where pieces are cut has no meaning
   * @return false if no more is wanted: the call is then ended at the provider too
   */
  boolean accept(String piece);
}
