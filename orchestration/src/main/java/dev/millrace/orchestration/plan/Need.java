package dev.millrace.orchestration.plan;

import static java.util.Objects.requireNonNull;

import dev.millrace.orchestration.classify.QuestionClass;
import dev.millrace.retrieval.corpus.Sensitivity;
import dev.millrace.retrieval.search.Evidence;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/**
 * What an answer needs.
 *
 * @param evidence best first; empty where the answer is not grounded
 * @param ask what the request says about who may answer
 * @param size of what is sent besides evidence and of what is expected back
 */
public record Need(QuestionClass kind, List<Evidence> evidence, Ask ask, Size size) {
  public Need {
    requireNonNull(kind, "kind");
    evidence = List.copyOf(evidence);
    requireNonNull(ask, "ask");
    requireNonNull(size, "size");
  }

  /**
   * What the request says about who may answer.
   *
   * @param grounded whether the answer must come from evidence
   * @param model the only model that may write, if one is named
   * @param images whether the model has to see
   * @param maxCost the most that one attempt may cost, in the fleet's currency
   */
  public record Ask(
      boolean grounded,
      Optional<String> model,
      boolean images,
      Policy policy,
      Optional<BigDecimal> maxCost) {
    public Ask {
      requireNonNull(model, "model");
      requireNonNull(policy, "policy");
      requireNonNull(maxCost, "maxCost");
    }
  }

  /**
   * Of a request without its evidence.
   *
   * @param requiredTokens instructions and question
   * @param historyTokens what was said before, of which older parts may be left out
   * @param outputTokens what may come back
   * @param sensitivity of the most sensitive message in the history
   */
  public record Size(
      int requiredTokens, int historyTokens, int outputTokens, Sensitivity sensitivity) {
    public Size {
      requireNonNull(sensitivity, "sensitivity");
      if (requiredTokens < 0 || historyTokens < 0 || outputTokens < 1) {
        throw new IllegalArgumentException("an answer has a size");
      }
    }
  }
}
