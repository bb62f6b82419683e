package dev.millrace.orchestration.model;

/**
 * Tokens of one call.
 *
 * @param inputTokens of the request, not negative
 * @param outputTokens of the answer, reasoning included where the provider counts it, not negative
 * @param estimated true if the provider did not say and the numbers are guessed from the length
 */
public record Usage(int inputTokens, int outputTokens, boolean estimated) {
  /** Nothing was used: the request never reached a model. */
  public static final Usage NONE = new Usage(0, 0, false);

  public Usage {
    if (inputTokens < 0 || outputTokens < 0) {
      throw new IllegalArgumentException("tokens are not negative");
    }
  }
}
