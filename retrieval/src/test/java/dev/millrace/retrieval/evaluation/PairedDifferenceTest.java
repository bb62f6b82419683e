package dev.millrace.retrieval.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PairedDifferenceTest {
  @Test
  void countsWhatChangedAndMeansTheRest() {
    PairedDifference found =
        PairedDifference.of(new double[] {0, .5, 1, .25}, new double[] {1, .5, .5, .5});

    assertThat(found.queries()).isEqualTo(4);
    assertThat(found.first()).isEqualTo(.4375);
    assertThat(found.second()).isEqualTo(.625);
    assertThat(found.difference()).isEqualTo(.1875);
    assertThat(found.wins()).isEqualTo(2);
    assertThat(found.ties()).isEqualTo(1);
    assertThat(found.losses()).isEqualTo(1);
  }

  @Test
  void agreesWithCountingEveryExchange() {
    Random random = new Random(7);
    double[] first = random.doubles(12).toArray();
    double[] second = random.doubles(12).map(value -> value + .15).toArray();

    assertThat(PairedDifference.of(first, second).p())
        .isCloseTo(exact(first, second), within(.005));
  }

  /** Of all 2^n ways to exchange, the share whose sum is as far from 0. */
  private static double exact(double[] first, double[] second) {
    int n = first.length;
    double seen = Math.abs(Arrays.stream(second).sum() - Arrays.stream(first).sum());
    int asFar = 0;
    for (int mask = 0; mask < 1 << n; mask++) {
      double sum = 0;
      for (int i = 0; i < n; i++) {
        sum += (mask >> i & 1) == 0 ? second[i] - first[i] : first[i] - second[i];
      }
      asFar += Math.abs(sum) >= seen - 1e-9 ? 1 : 0;
    }
    return (double) asFar / (1 << n);
  }

  @Test
  void equalWaysDifferByChanceOnly() {
    double[] same = {1, 0, .5};

    assertThat(PairedDifference.of(same, same).p()).isEqualTo(1);
  }

  @Test
  void aThousandQueriesThatAllGainAreNoChance() {
    double[] first = new double[1_000];
    double[] second = new double[1_000];
    Arrays.fill(second, .01);

    assertThat(PairedDifference.of(first, second).p()).isLessThan(.00002).isPositive();
  }

  @Test
  void isTheSameEveryTime() {
    Random random = new Random(3);
    double[] first = random.doubles(100).toArray();
    double[] second = random.doubles(100).toArray();

    assertThat(PairedDifference.of(first, second)).isEqualTo(PairedDifference.of(first, second));
  }

  @Test
  void refusesWhatAreNoPairs() {
    assertThatThrownBy(() -> PairedDifference.of(new double[1], new double[2]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("1 values can't be compared in pairs with 2");
    assertThatThrownBy(() -> PairedDifference.of(new double[0], new double[0]))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
