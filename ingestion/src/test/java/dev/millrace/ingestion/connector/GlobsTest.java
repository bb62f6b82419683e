package dev.millrace.ingestion.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GlobsTest {
  @ParameterizedTest
  @CsvSource({
    "*.pdf, a.pdf",
    "*.pdf, deep/er/a.pdf",
    "a?c, x/abc",
    "drafts/, drafts/a/b",
    "drafts/, x/drafts/a",
    "hr/**, hr/a",
    "hr/**, hr/a/b",
    "hr/*, hr/a",
    "**/x/*.md, x/a.md",
    "**/x/*.md, a/b/x/a.md",
    "a/**/b, a/b",
    "a/**/b, a/x/y/b",
    "*, a/b",
    "a*b*c, aXbYbc",
    "**, a/b/c",
    "[x].(md), [x].(md)",
  })
  void fits(String pattern, String path) {
    assertThat(Globs.of(List.of(pattern)).matches(path)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "*.pdf, a.PDF",
    "*.pdf, a.pdf.txt",
    "hr/*, hr/a/b",
    "hr/**, hr",
    "hr/**, x/hr/a",
    "drafts/, drafts",
    "a?c, a/c",
    "a.b, axb",
    "a/**/b, ab",
    "a*, ba",
  })
  void doesNotFit(String pattern, String path) {
    assertThat(Globs.of(List.of(pattern)).matches(path)).isFalse();
  }

  @Test
  void noPatternTakesForever() {
    Globs globs = Globs.of(List.of("*a".repeat(400) + "b", "**/*a/".repeat(100) + "b"));

    assertThat(globs.matches("a".repeat(2_000))).isFalse();
    assertThat(globs.matches("a/".repeat(1_000))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/a", "a\\b"})
  void whatCanNotFitIsRefused(String pattern) {
    assertThatThrownBy(() -> Globs.of(List.of(pattern)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
