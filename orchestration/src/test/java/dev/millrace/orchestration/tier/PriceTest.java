package dev.millrace.orchestration.tier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PriceTest {
  @ParameterizedTest
  @CsvSource({
    "0.15, 0.60, 1, 0, 0.00000015",
    "0.15, 0.60, 1, 1, 0.00000075",
    "0.1, 0.2, 3, 0, 0.0000003",
    "2, 10, 812, 131, 0.002934",
    "2, 10, 0, 0, 0",
    "2, 10, 5000000, 0, 10",
    "3, 7, 2147483647, 2147483647, 21474.83647",
    "0.000001, 0, 1, 0, 0.000000000001",
  })
  void isExact(String input, String output, long read, long written, String cost) {
    Price price = new Price(new BigDecimal(input), new BigDecimal(output));

    assertThat(price.of(read, written).toString())
        .isEqualTo(new BigDecimal(cost).toString())
        .doesNotContain("E+");
    assertThat(price.of(read, written)).isEqualByComparingTo(cost);
  }

  @Test
  void isNotNegative() {
    assertThatThrownBy(() -> new Price(new BigDecimal("-0.1"), BigDecimal.ONE))
        .hasMessageContaining("not negative");
  }
}
