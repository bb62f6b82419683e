package dev.millrace.retrieval.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SpanMetricsTest {
  @TempDir Path folder;

  private static Span at(int start, int end) {
    return new Span("a", start, end);
  }

  private static void assertThatIs(
      SpanMetrics metrics, double recall, double precision, double iou, double inBudget) {
    assertThat(metrics.recall()).isCloseTo(recall, within(1e-9));
    assertThat(metrics.precision()).isCloseTo(precision, within(1e-9));
    assertThat(metrics.iou()).isCloseTo(iou, within(1e-9));
    assertThat(metrics.recallInBudget()).isCloseTo(inBudget, within(1e-9));
  }

  @Test
  void countsWhatIsWantedAndWhatIsNot() {
    // 20 of the 40 wanted are among the 100 retrieved; with what is lacking they make 120.
    assertThatIs(
        SpanMetrics.of(List.of(at(80, 120)), List.of(at(0, 100))), 0.5, 0.2, 20.0 / 120, 0.5);
  }

  @Test
  void textFoundTwiceIsRetrievedTwiceAndWantedOnce() {
    assertThatIs(
        SpanMetrics.of(List.of(at(50, 100)), List.of(at(0, 100), at(50, 150))),
        1,
        50.0 / 200,
        50.0 / 200,
        1);
  }

  @Test
  void anotherDocumentsTextIsRetrievedInVain() {
    assertThatIs(
        SpanMetrics.of(List.of(at(0, 10)), List.of(new Span("b", 0, 10), at(0, 10))),
        1,
        0.5,
        0.5,
        1);
  }

  @Test
  void wantedStretchesThatOverlapAreOne() {
    assertThatIs(SpanMetrics.of(List.of(at(0, 10), at(5, 20)), List.of(at(0, 20))), 1, 1, 1, 1);
  }

  @Test
  void nothingFoundIsNothing() {
    assertThatIs(SpanMetrics.of(List.of(at(0, 10)), List.of()), 0, 0, 0, 0);
    assertThatThrownBy(() -> SpanMetrics.of(List.of(), List.of(at(0, 10))))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void theSixthPassageCountsForTheBudgetOnly() {
    List<Span> ranking =
        IntStream.range(0, 6).mapToObj(i -> at(1_000 * i, 1_000 * i + 100)).toList();
    assertThatIs(SpanMetrics.of(List.of(at(5_000, 5_100)), ranking), 0, 0, 0, 1);
  }

  @Test
  void theBudgetCutsThePassageThatItEndsIn() {
    int half = SpanMetrics.BUDGET / 2;
    List<Span> ranking = List.of(at(0, half), at(10_000, 10_000 + 2 * half));
    assertThat(SpanMetrics.of(List.of(at(10_000 + half - 10, 10_000 + half + 10)), ranking))
        .extracting(SpanMetrics::recall, SpanMetrics::recallInBudget)
        .containsExactly(1.0, 0.5);
  }

  @Test
  void aMeanIsOfQuestions() {
    assertThat(
            SpanMetrics.mean(
                List.of(new SpanMetrics(1, 0.5, 0.2, 1), new SpanMetrics(0, 0.1, 0, 0.5))))
        .isEqualTo(new SpanMetrics(0.5, 0.3, 0.1, 0.75));
  }

  @Test
  void readsAFolderAndChecksItsSpans() throws IOException {
    Files.createDirectory(folder.resolve("documents"));
    Files.writeString(folder.resolve("documents/a.md"), "\uD83D\uDE80 to the moon");
    write(
        "{\"_id\":\"1\",\"text\":\"where?\",\"document\":\"a\",\"spans\":["
            + "{\"content\":\"the moon\",\"start_index\":5,\"end_index\":13}]}");
    assertThat(SpanCollection.open(folder).questions())
        .containsExactly(new SpanCollection.Question("1", "where?", List.of(new Span("a", 5, 13))));

    write(
        "{\"_id\":\"1\",\"text\":\"where?\",\"document\":\"a\",\"spans\":["
            + "{\"content\":\"the moon\",\"start_index\":6,\"end_index\":14}]}");
    assertThatThrownBy(() -> SpanCollection.open(folder))
        .isInstanceOf(MalformedCollectionException.class)
        .hasMessageContaining("line 1")
        .hasMessageContaining("6 to 14");

    write("{\"_id\":\"1\",\"text\":\"where?\",\"document\":\"../a\",\"spans\":[]}");
    assertThatThrownBy(() -> SpanCollection.open(folder))
        .isInstanceOf(MalformedCollectionException.class)
        .hasMessageContaining("../a");
  }

  private void write(String line) throws IOException {
    Files.writeString(folder.resolve("queries.jsonl"), line + "\n");
  }
}
