package dev.millrace.orchestration.extract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.millrace.retrieval.WordsEmbedder;
import dev.millrace.retrieval.corpus.CanonicalText;
import dev.millrace.retrieval.corpus.Sensitivity;
import dev.millrace.retrieval.search.Evidence;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class ExtractiveTest {
  private final WordsEmbedder embedder = new WordsEmbedder();

  @Test
  void quotesAreVerbatimInCodePoints() {
    String text = "Greetings 🎉 to all. The desk lamp costs 40 EUR. Lamps are blue.";
    Evidence lamp = evidence("Lamps", 7, text);

    Extract extract = lookup("How much does the desk lamp cost?", List.of(lamp));

    Quote quote = assertInstanceOf(Extract.Quotes.class, extract).quotes().getFirst();
    assertThat(quote.text()).isEqualTo("The desk lamp costs 40 EUR.");
    assertThat(quote.n()).isEqualTo(1);
    assertThat(quote.start()).isEqualTo(7 + "Greetings 🎉 to all. ".length() - 1);
    assertThat(quote.end() - quote.start()).isEqualTo(quote.text().length());
  }

  @Test
  void whatTheEvidenceHasNothingOfIsRefusedWithTheNearest() {
    Evidence tides = evidence("Tides", 0, "The moon raises the water twice a day.");

    Extract extract = lookup("Who won the chess championship in 1972?", List.of(tides));

    assertThat(assertInstanceOf(Extract.Nothing.class, extract).nearest()).containsExactly(tides);
  }

  @Test
  void withoutEvidenceThereIsNothing() {
    Extract.Nothing nothing =
        assertInstanceOf(Extract.Nothing.class, lookup("What is a tide?", List.of()));
    assertThat(nothing.answerability()).isZero();
    assertThat(nothing.nearest()).isEmpty();
  }

  @Test
  void stepsAreQuotedWhole() {
    String steps = "1. Open the lid of the gauge.\n2. Press the red button.\n3. Close the lid.";
    Evidence manual =
        evidence("Resetting the gauge", 0, "Gauges are grey. They are heavy.\n\n" + steps);

    Extract extract = lookup("How do I reset the gauge with the red button?", List.of(manual));

    assertThat(assertInstanceOf(Extract.Quotes.class, extract).quotes())
        .extracting(Quote::text)
        .contains(steps);
  }

  @Test
  void aQuestionOfTwoPartsIsAskedWholeAndInParts() {
    assertThat(Clauses.of("Which TG-40 gauges leak, and what does the kit cost?"))
        .hasSize(3)
        .element(2)
        .asString()
        .startsWith("what does the kit cost?")
        .contains("40");
    assertThat(Clauses.of("What do salt and pepper cost?")).hasSize(1);
  }

  @Test
  void aSummaryTakesFromSeveralDocumentsInReadingOrder() {
    Evidence first =
        evidence(
            "Travel policy",
            0,
            "Travel is booked in the travel tool. Weather varies. Travel costs are repaid weekly.");
    Evidence second = evidence("Travel rates", 0, "Travel by car is repaid at a travel rate.");

    ExtractiveSummary summary = new ExtractiveSummary(embedder);
    String question = "Summarise what is said about travel";
    Extract extract = summary.answer(question, embedder.query(question), List.of(first, second));

    List<Quote> quotes = assertInstanceOf(Extract.Quotes.class, extract).quotes();
    assertThat(quotes).extracting(Quote::n).contains(1, 2);
    assertThat(quotes.stream().filter(quote -> quote.n() == 1).map(Quote::start)).isSorted();
  }

  @Test
  void weightsAreLearntBackFromWhatTheyMade() {
    Fit fit = new Fit(1e-4);
    for (int i = 0; i < 200; i++) {
      double[][] rows = {{i % 7, i % 3, 1}, {i % 5, (i + 1) % 3, 1}};
      boolean first = 2 * rows[0][0] - rows[0][1] > 2 * rows[1][0] - rows[1][1];
      fit.add(rows, new boolean[] {first, !first});
    }
    double[] weights = fit.weights();
    assertThat(weights[0]).isPositive();
    assertThat(weights[1]).isNegative();
    assertThat(weights[2]).isCloseTo(0, within(1e-3));
  }

  private Extract lookup(String question, List<Evidence> evidence) {
    return new ExtractiveLookup(embedder).answer(question, embedder.query(question), evidence);
  }

  private static Evidence evidence(String title, int start, String text) {
    UUID id = UUID.nameUUIDFromBytes(title.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    return new Evidence(
        id,
        title.replace(' ', '-') + ".md",
        "file:" + title,
        title,
        CanonicalText.of(text).revision(),
        id,
        null,
        List.of(),
        start,
        start + text.codePointCount(0, text.length()),
        text,
        Sensitivity.INTERNAL,
        1);
  }
}
