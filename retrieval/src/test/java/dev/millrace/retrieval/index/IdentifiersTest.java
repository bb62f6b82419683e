package dev.millrace.retrieval.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdentifiersTest {
  @Test
  void areToldByTheirForm() {
    assertThat(
            Identifiers.in(
                "Why ERR_CONN_1042, PN-4711/B and getUserName() in v2.3.1, 10.6.0 or"
                    + " com.example.Pump? NullPointerException, INV2026001."))
        .containsExactly(
            "ERR_CONN_1042",
            "PN-4711/B",
            "getUserName",
            "v2.3.1",
            "10.6.0",
            "com.example.Pump",
            "NullPointerException",
            "INV2026001");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "COVID-19 and SARS-CoV-2",
        "mRNA, pH, iPhone, YouTube, McDonald",
        "e.g. i.e. U.S. 2.5 1,000.50 2026-01-31",
        "state-of-the-art and/or he/she",
        "What is the boiling point of H2O?",
        "in 2026 for 1042 euros",
        "_ __ a_ _b"
      })
  void otherWordsAreNone(String text) {
    assertThat(Identifiers.in(text)).isEmpty();
  }

  @Test
  void haveParts() {
    assertThat(Identifiers.parts("getUserName ERR_CONN_1042 a_bc HTTP_URLLoader"))
        .containsExactly(
            "get", "user", "name", "err", "conn", "1042", "bc", "http", "url", "loader");
  }

  @Test
  void areFoundInLongDataInNoTime() {
    assertThat(Identifiers.in("A1".repeat(50_000) + " " + "x_".repeat(50_000)))
        .isEqualTo(List.of());
  }
}
