package dev.millrace.app.cli;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An answer as the API shows it; what the command line does not use is left out.
 *
 * @param reason why it is refused or partial
 * @param nearest what came nearest, where nothing answers
 * @param firstMs milliseconds until the first text; null if there was none
 */
record FoundAnswer(
    String answer,
    boolean refused,
    boolean partial,
    @Nullable String reason,
    List<FoundCitation> citations,
    List<FoundPassage> nearest,
    String model,
    String tier,
    String route,
    Cost cost,
    long ms,
    @Nullable Long firstMs,
    String conversationId,
    String answerId) {
  FoundAnswer {
    citations = citations == null ? List.of() : List.copyOf(citations);
    nearest = nearest == null ? List.of() : List.copyOf(nearest);
  }

  /** An amount of money. */
  record Cost(BigDecimal amount, String currency) {
    @Override
    public String toString() {
      return amount.stripTrailingZeros().toPlainString() + " " + currency;
    }
  }

  /**
   * What a mark stands for.
   *
   * @param page 1-based; null for a document without pages
   * @param text exactly what is cited
   */
  record FoundCitation(
      int n, String externalId, String title, @Nullable Integer page, String text) {
    FoundCitation {
      title = title == null || title.isBlank() ? externalId : title;
    }
  }
}
