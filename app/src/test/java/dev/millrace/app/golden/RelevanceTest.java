package dev.millrace.app.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.millrace.app.golden.Relevance.Judged;
import dev.millrace.app.golden.Relevance.Target;
import dev.millrace.retrieval.corpus.Revision;
import dev.millrace.retrieval.corpus.Sensitivity;
import dev.millrace.retrieval.search.Evidence;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class RelevanceTest {
  private static final Offset<Double> EXACT = within(1e-12);

  private int passages;

  private static UUID document(int number) {
    return new UUID(0, number);
  }

  private Evidence passage(int document, int page, String text) {
    return new Evidence(
        document(document),
        "d" + document,
        "file:d",
        "A title",
        new Revision("0".repeat(64)),
        new UUID(1, ++passages),
        page,
        List.of(),
        0,
        text.length(),
        text,
        Sensitivity.INTERNAL,
        1);
  }

  private static Target document(int number, int grade) {
    return new Target(
        new Expected(null, "d" + number, null, null, grade), Set.of(document(number)));
  }

  private static Target page(int number, int page) {
    return new Target(new Expected(null, "d" + number, page, null, 1), Set.of(document(number)));
  }

  private static Target quote(int number, String quote) {
    return new Target(new Expected(null, "d" + number, null, quote, 1), Set.of(document(number)));
  }

  private static Judged judge(List<Target> targets, Evidence... ranking) {
    return new Relevance(targets).judge("q", List.of(ranking));
  }

  @Test
  void documentsStandWhereTheirBestPassageIs() {
    Judged judged =
        judge(
            List.of(document(1, 1)),
            passage(2, 1, "a"),
            passage(2, 2, "b"),
            passage(1, 1, "c"),
            passage(1, 2, "d"));

    assertThat(judged.metrics().mrr10()).isCloseTo(.5, EXACT);
    assertThat(judged.metrics().precision1()).isZero();
    assertThat(judged.metrics().ndcg10()).isCloseTo(Math.log(2) / Math.log(3), EXACT);
    assertThat(judged.answered()).isTrue();
    assertThat(judged.hits())
        .extracting(GoldenResult.Hit::met)
        .containsExactly(List.of(), List.of(), List.of(0), List.of(0));
  }

  @Test
  void aPageIsNotMetByAnotherPageOfItsDocument() {
    Judged judged =
        judge(List.of(page(1, 3)), passage(1, 1, "a"), passage(1, 2, "b"), passage(1, 3, "c"));

    assertThat(judged.metrics().mrr10()).isCloseTo(1 / 3.0, EXACT);
  }

  @Test
  void aQuoteIsMetHoweverItsWordsAreSpaced() {
    Judged judged =
        judge(
            List.of(quote(1, "thirty  days of\nleave")),
            passage(1, 1, "Everyone has thirty days\n of leave a year."));

    assertThat(judged.metrics().precision1()).isEqualTo(1);
    assertThat(
            judge(List.of(quote(1, "thirty days of leave")), passage(2, 1, "thirty days of leave"))
                .answered())
        .as("the same words in another document")
        .isFalse();
  }

  @Test
  void gradesDecideWhatShouldComeFirst() {
    List<Target> targets = List.of(document(1, 1), document(2, 3));
    Judged right = judge(targets, passage(2, 1, "a"), passage(1, 1, "b"));
    Judged wrong = judge(targets, passage(1, 1, "b"), passage(2, 1, "a"));

    assertThat(right.metrics().ndcg10()).isCloseTo(1, EXACT);
    assertThat(wrong.metrics().ndcg10()).isLessThan(.9);
  }

  @Test
  void aPlaceWithoutADocumentCountsAgainstTheRanking() {
    Target gone = new Target(new Expected(null, "gone", null, null, 1), Set.of());
    Judged judged = judge(List.of(document(1, 1), gone), passage(1, 1, "a"));

    assertThat(judged.metrics().recall10()).isCloseTo(.5, EXACT);
  }

  @Test
  void whatComesAfterTenPlacesIsNoAnswer() {
    Evidence[] ranking = new Evidence[11];
    for (int i = 0; i < 10; i++) {
      ranking[i] = passage(10 + i, 1, "other");
    }
    ranking[10] = passage(1, 1, "right");

    Judged judged = judge(List.of(document(1, 1)), ranking);
    assertThat(judged.answered()).isFalse();
    assertThat(judged.metrics().recall20()).isEqualTo(1);
    assertThat(judged.hits()).hasSize(10);
  }
}
