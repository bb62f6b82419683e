package dev.millrace.app.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.app.console.DocumentPage.Piece;
import dev.millrace.app.console.DocumentPage.TextPage;
import dev.millrace.app.console.TextCut.PassageSpan;
import dev.millrace.app.console.TextCut.Span;
import dev.millrace.retrieval.corpus.CanonicalText;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Cutting a text at pages, passages and a marked span. */
class TextCutTest {
  private static final CanonicalText TEXT = CanonicalText.of("ab😀cdef🎉gh");

  private static PassageSpan passage(int start, int end) {
    return new PassageSpan(new UUID(0, start), start, end);
  }

  private static String marked(List<TextPage> pages) {
    return pages.stream()
        .flatMap(page -> page.pieces().stream())
        .filter(Piece::marked)
        .map(Piece::text)
        .collect(Collectors.joining());
  }

  private static String all(List<TextPage> pages) {
    return pages.stream()
        .flatMap(page -> page.pieces().stream())
        .map(Piece::text)
        .collect(Collectors.joining());
  }

  @Test
  void exactlyTheSpanIsMarkedOverPagesAndPassages() {
    TextCut cut =
        new TextCut(TEXT, List.of(0, 5), List.of(passage(0, 4), passage(5, 10)), new Span(2, 8));
    List<TextPage> pages = cut.pages(0);

    assertThat(all(pages)).isEqualTo(TEXT.value());
    assertThat(marked(pages)).isEqualTo("😀cdef🎉");
    assertThat(pages).extracting(TextPage::number).containsExactly(1, 2);
    assertThat(pages.stream().flatMap(page -> page.pieces().stream()).filter(Piece::first))
        .extracting(Piece::text)
        .containsExactly("😀c");
    assertThat(pages.stream().flatMap(page -> page.pieces().stream()).map(Piece::passage))
        .containsExactly(1, 0, 0, 2, 0);
  }

  @Test
  void anyTwoPositionsMakeASpan() {
    List<PassageSpan> passages = List.of(passage(1, 3), passage(3, 7));
    for (int start = 0; start < TEXT.length(); start++) {
      for (int end = start + 1; end <= TEXT.length(); end++) {
        List<TextPage> pages =
            new TextCut(TEXT, List.of(), passages, new Span(start, end)).pages(0);
        assertThat(marked(pages)).isEqualTo(TEXT.slice(start, end));
        assertThat(all(pages)).isEqualTo(TEXT.value());
      }
    }
  }

  @Test
  void aLongTextIsCutWherePassagesBeginAndLosesNothing() {
    int length = 5 * TextCut.STRETCH / 2;
    CanonicalText text =
        CanonicalText.of(
            IntStream.range(0, length)
                .mapToObj(n -> n % 7 == 0 ? "🎉" : "x")
                .collect(Collectors.joining()));
    List<PassageSpan> passages =
        IntStream.range(0, length / 1_000)
            .mapToObj(n -> passage(n * 1_000, n * 1_000 + 900))
            .toList();
    TextCut cut = new TextCut(text, List.of(), passages, null);

    assertThat(cut.count()).isEqualTo(3);
    String whole =
        IntStream.range(0, cut.count())
            .mapToObj(n -> all(cut.pages(n)))
            .collect(Collectors.joining());
    assertThat(whole).isEqualTo(text.value());
    assertThat(cut.stretchOf(0)).isZero();
    assertThat(cut.stretchOf(TextCut.STRETCH)).isEqualTo(1);
    assertThat(cut.stretchOf(length - 1)).isEqualTo(2);
    assertThat(cut.pages(1).getFirst().pieces().getFirst().passage()).isPositive();
  }

  @Test
  void anEmptyTextIsAPage() {
    assertThat(new TextCut(CanonicalText.of(""), List.of(), List.of(), null).pages(0)).hasSize(1);
  }
}
