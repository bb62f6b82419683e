package dev.millrace.orchestration.receipt;

import java.math.BigDecimal;

/**
 * Numbers as ECMAScript writes them (ECMA-262, Number::toString), which is what RFC 8785 asks for:
 * the fewest digits that read back as the same double, of those the nearest.
 */
final class EcmaNumber {
  /** From this power of ten on, and below 1e-6, ECMAScript writes an exponent. */
  private static final int PLAIN = 21;

  private static final int SMALL = -6;

  private EcmaNumber() {}

  /**
   * Writes a number.
   *
   * @throws IllegalArgumentException if it is not finite: JSON has no such numbers
   */
  static String text(double value) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException(value + " is no number in JSON");
    }
    if (value == 0) {
      return "0";
    }
    BigDecimal shortest = shortest(Math.abs(value));
    String digits = shortest.unscaledValue().toString();
    // The value is 0.DIGITS times ten to the power of this.
    int point = digits.length() - shortest.scale();
    return (value < 0 ? "-" : "") + written(digits, point);
  }

  /** Java writes at least two digits, and takes the nearest of those that have two. */
  private static BigDecimal shortest(double value) {
    BigDecimal java = new BigDecimal(Double.toString(value)).stripTrailingZeros();
    if (java.precision() != 2) {
      return java;
    }
    BigDecimal unit = BigDecimal.ONE.scaleByPowerOfTen(1 - java.scale());
    BigDecimal below = java.subtract(java.remainder(unit));
    BigDecimal above = below.add(unit);
    boolean fitsBelow = below.signum() > 0 && below.doubleValue() == value;
    boolean fitsAbove = above.doubleValue() == value;
    if (!fitsBelow && !fitsAbove) {
      return java;
    }
    boolean nearBelow =
        below.add(above).compareTo(new BigDecimal(value).multiply(BigDecimal.TWO)) >= 0;
    return (fitsBelow && (nearBelow || !fitsAbove) ? below : above).stripTrailingZeros();
  }

  private static String written(String digits, int point) {
    int count = digits.length();
    if (point > PLAIN || point <= SMALL) {
      String exponent = (point > 0 ? "e+" : "e-") + Math.abs(point - 1);
      return count == 1
          ? digits + exponent
          : digits.charAt(0) + "." + digits.substring(1) + exponent;
    }
    if (point <= 0) {
      return "0." + "0".repeat(-point) + digits;
    }
    return count <= point
        ? digits + "0".repeat(point - count)
        : digits.substring(0, point) + "." + digits.substring(point);
  }
}
