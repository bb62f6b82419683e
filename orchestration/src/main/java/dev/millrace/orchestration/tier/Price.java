package dev.millrace.orchestration.tier;

import java.math.BigDecimal;

/**
 * What tokens cost, in the fleet's currency.
 *
 * @param input for a million tokens read, not negative
 * @param output for a million tokens written, not negative
 */
public record Price(BigDecimal input, BigDecimal output) {
  public static final Price FREE = new Price(BigDecimal.ZERO, BigDecimal.ZERO);

  private static final int MILLION = 6;

  public Price {
    if (input.signum() < 0 || output.signum() < 0) {
      throw new IllegalArgumentException("a price is not negative");
    }
  }

  /** The exact cost of so many tokens. */
  public BigDecimal of(long inputTokens, long outputTokens) {
    BigDecimal cost =
        input
            .multiply(BigDecimal.valueOf(inputTokens))
            .add(output.multiply(BigDecimal.valueOf(outputTokens)))
            .movePointLeft(MILLION);
    BigDecimal shortest = cost.stripTrailingZeros();
    // Ten is 10, not 1E+1.
    return shortest.scale() < 0 ? shortest.setScale(0) : shortest;
  }
}
