package dev.millrace.retrieval.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.retrieval.CorpusFixture;
import dev.millrace.retrieval.corpus.AccessLabel;
import dev.millrace.retrieval.corpus.Principal;
import dev.millrace.retrieval.corpus.Sensitivity;
import dev.millrace.retrieval.search.DocumentReads.DocumentEntry;
import dev.millrace.retrieval.search.DocumentReads.DocumentFilter;
import dev.millrace.retrieval.search.DocumentReads.DocumentPlace;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The list of documents, for people. */
class DocumentListTest {
  private static final DocumentFilter ALL =
      new DocumentFilter(List.of(), Optional.empty(), Optional.empty());

  private final CorpusFixture it = new CorpusFixture();

  private List<String> titles(String user, DocumentFilter filter) {
    return it.evidence.entries(it.viewer(user), filter, Optional.empty(), 10).stream()
        .map(entry -> entry.facts().title())
        .toList();
  }

  private static DocumentFilter words(String... words) {
    return new DocumentFilter(List.of(words), Optional.empty(), Optional.empty());
  }

  @Test
  void isNarrowedToWordsSourceAndSensitivityAndToWhatTheViewerMayRead() {
    it.write("Beta plan.txt", "one\ntwo");
    it.write("alpha 100%_.txt", "one");
    it.write("Gamma plan.txt", "one", AccessLabel.allow(Principal.user("eve")));

    assertThat(titles("ann", ALL)).containsExactly("alpha 100%_.txt", "Beta plan.txt");
    assertThat(titles("eve", words("PLAN"))).containsExactly("Beta plan.txt", "Gamma plan.txt");
    assertThat(titles("eve", words("plan", "gam"))).containsExactly("Gamma plan.txt");
    assertThat(titles("ann", words("gam"))).isEmpty();
    assertThat(titles("ann", words("%_"))).containsExactly("alpha 100%_.txt");
    assertThat(
            titles(
                "ann",
                new DocumentFilter(
                    List.of(), Optional.of(new UUID(9, 9)), Optional.of(Sensitivity.INTERNAL))))
        .isEmpty();
    assertThat(
            titles(
                "ann",
                new DocumentFilter(
                    List.of(),
                    Optional.of(CorpusFixture.SOURCE),
                    Optional.of(Sensitivity.INTERNAL))))
        .hasSize(2);
    assertThat(it.evidence.entries(it.viewer("ann"), words("beta"), Optional.empty(), 1))
        .extracting(DocumentEntry::passages)
        .containsExactly(2);
    assertThat(it.evidence.sources(it.viewer("ann"))).containsExactly(CorpusFixture.SOURCE);
  }

  @Test
  void isPagedByTitleWithoutLossAlsoWhereTitlesAreEqual() {
    for (int n = 0; n < 7; n++) {
      it.write((n % 2 == 0 ? "Same" : "same") + " ".repeat(n) + ".txt", "text " + n);
    }
    List<UUID> seen = new ArrayList<>();
    Optional<DocumentPlace> after = Optional.empty();
    List<DocumentEntry> page = it.evidence.entries(it.viewer("ann"), ALL, after, 2);
    while (!page.isEmpty()) {
      page.forEach(entry -> seen.add(entry.facts().documentId()));
      after =
          Optional.of(
              new DocumentPlace(
                  page.getLast().facts().title(), page.getLast().facts().documentId()));
      page = it.evidence.entries(it.viewer("ann"), ALL, after, 2);
    }
    assertThat(seen).hasSize(7).doesNotHaveDuplicates();
  }
}
