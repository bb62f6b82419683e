package dev.millrace.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MadeDocumentsTest {
  private final MadeDocuments documents = new MadeDocuments(1);

  @Test
  void eachIsItsOwnAndOfTheSizeThatIsTold() {
    Set<String> texts = new HashSet<>();
    for (int n = 0; n < 2_000; n++) {
      String text = documents.document(n).text();
      texts.add(text);
      assertThat(text.split("\\s+")).as(text).hasSizeBetween(60, 160);
    }
    assertThat(texts).hasSize(2_000);
  }

  @Test
  void aNumberGivesTheSameDocumentAgainAndAnotherSeedAnother() {
    assertThat(new MadeDocuments(1).document(5)).isEqualTo(documents.document(5));
    assertThat(new MadeDocuments(2).document(5)).isNotEqualTo(documents.document(5));
    assertThat(documents.report(3, 4)).contains("# Report 3", "## Part 4").doesNotContain("Part 5");
  }

  @Test
  void sentencesAreProse() {
    for (int n = 0; n < 200; n++) {
      assertThat(documents.document(n).text()).doesNotContain("|", "<", "**", "\n");
    }
  }
}
