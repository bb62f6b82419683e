package dev.millrace.retrieval.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.retrieval.corpus.DocumentProperties;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FacetsTest {
  @Test
  void numbersAreEqualHoweverTheyAreWritten() {
    assertThat(admits("year", 5, "5")).isTrue();
    assertThat(admits("year", 5.0, "5")).isTrue();
    assertThat(admits("year", new BigDecimal("5.00"), "5")).isTrue();
    assertThat(admits("year", 1e2, "100")).isTrue();
    assertThat(admits("year", Double.POSITIVE_INFINITY, "Infinity")).isFalse();
    assertThat(admits("draft", true, "true")).isTrue();
    assertThat(admits("team", "HR", "hr")).isFalse();
  }

  @Test
  void membersOfListsAreValuesAndNullsAndObjectsAreNot() {
    assertThat(admits("tags", List.of("a", 2), "2")).isTrue();
    assertThat(admits("tags", Collections.singletonList(null), "null")).isFalse();
    assertThat(admits("tags", Map.of("a", "b"), "b")).isFalse();
    assertThat(admits("tags", "x".repeat(100_000), "x".repeat(100_000))).isFalse();
    assertThat(admits("k".repeat(100_000), "a", "a")).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "2026-05-01,2026-05-01T00:00:00Z",
    "2026-05-01T10:00,2026-05-01T10:00:00Z",
    "2026-05-01 10:00:00,2026-05-01T10:00:00Z",
    "2026-05-01T10:00:00+02:00,2026-05-01T08:00:00Z",
    "2026-05-01T10:00:00.5Z,2026-05-01T10:00:00.5Z"
  })
  void readsDates(String text, Instant expected) {
    assertThat(Moments.start(text)).contains(expected);
  }

  @ParameterizedTest
  @CsvSource({"2026", "2026-13-01", "yesterday!", "01.05.2026", "2026-05-01T", "2026-05-01T25:00"})
  void otherTextsAreNoDates(String text) {
    assertThat(Moments.start(text)).isEmpty();
  }

  @Test
  void aDayEndsWithTheNext() {
    assertThat(Moments.end("2026-12-31")).contains(Instant.parse("2027-01-01T00:00:00Z"));
    assertThat(Moments.end("2026-12-31T00:00:00Z"))
        .contains(Instant.parse("2026-12-31T00:00:00.001Z"));
  }

  @Test
  void typesHaveNames() {
    assertThat(MediaTypes.of("PDF")).containsExactly("application/pdf");
    assertThat(MediaTypes.of("image/png")).containsExactly("image/png");
    assertThatThrownBy(() -> MediaTypes.of("pfd")).hasMessageContaining("\"pfd\"", "pdf");
    assertThatThrownBy(() -> Field.of("author"))
        .hasMessageContaining("author")
        .hasMessageContaining("source, label, metadata, date, document, language, type");
  }

  private static boolean admits(String key, Object value, String wanted) {
    DocumentProperties properties =
        new DocumentProperties(
            new UUID(0, 1), "text/plain", null, Map.of(key, value), Instant.EPOCH);
    return Filter.metadata(key, Set.of(wanted))
        .admits(Facets.of(new UUID(0, 2), Set.of(), properties));
  }
}
