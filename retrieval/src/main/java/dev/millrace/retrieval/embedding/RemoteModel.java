package dev.millrace.retrieval.embedding;

import static java.util.Objects.requireNonNull;

import dev.millrace.retrieval.corpus.Clearance;
import dev.millrace.retrieval.corpus.EmbeddingSpace;

/**
 * An embedding model behind somebody's API.
 *
 * @param space its model is the name that the server knows it by, and {@link #spaceName} where
 *     passages have a prefix
 * @param passagePrefix what the model was trained to see before a passage; may be empty
 * @param charactersPerToken UTF-16 units of an unbroken run of letters or digits that are taken for
 *     a token: fewer is safer
 * @param maxTokens longest input that the model takes
 * @param clearance the most sensitive text that may be sent there
 */
public record RemoteModel(
    RemoteServer server,
    EmbeddingSpace space,
    String passagePrefix,
    int charactersPerToken,
    int maxTokens,
    Clearance clearance) {
  /** What is left for text below this is not worth cutting passages for. */
  private static final int LEAST_TOKENS = 230;

  public RemoteModel {
    requireNonNull(server, "server");
    requireNonNull(space, "space");
    requireNonNull(passagePrefix, "passagePrefix");
    requireNonNull(clearance, "clearance");
    if (charactersPerToken < 1) {
      throw new IllegalArgumentException("a token has a character or more");
    }
    EstimatedTokens estimate = new EstimatedTokens(charactersPerToken);
    int prefix = Math.max(estimate.count(passagePrefix), estimate.count(space.queryPrefix()));
    if (maxTokens - prefix < LEAST_TOKENS) {
      throw new IllegalArgumentException(
          "it takes "
              + maxTokens
              + " tokens, its prefix about "
              + prefix
              + " of them; "
              + LEAST_TOKENS
              + " must be left for a passage");
    }
  }

  /**
   * What the model is called in its embedding space: vectors of passages with and without a prefix
   * are not of one space.
   */
  public static String spaceName(String model, String passagePrefix) {
    return passagePrefix.isEmpty() ? model : model + " of \"" + passagePrefix + "…\"";
  }
}
