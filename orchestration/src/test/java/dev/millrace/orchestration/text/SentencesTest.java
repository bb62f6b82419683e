package dev.millrace.orchestration.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SentencesTest {
  private static List<String> of(String text) {
    return Sentences.of(text).stream().map(span -> span.of(text)).toList();
  }

  @Test
  void endsAtFullStops() {
    assertThat(of("Leave is 25 days. It may be carried over! May it? Yes."))
        .containsExactly("Leave is 25 days.", "It may be carried over!", "May it?", "Yes.");
  }

  @Test
  void anAbbreviationEndsNothing() {
    assertThat(of("Ask Dr. Haug, e.g. Mondays. Form No. 12 is for J. Smith. See fig. 3."))
        .containsExactly(
            "Ask Dr. Haug, e.g. Mondays.", "Form No. 12 is for J. Smith.", "See fig. 3.");
  }

  @Test
  void numbersAndNamesWithDotsStayWhole() {
    assertThat(of("Version 2.1 costs 38.50 at gate.tarnsund.example today. Next."))
        .containsExactly("Version 2.1 costs 38.50 at gate.tarnsund.example today.", "Next.");
  }

  @Test
  void wrappedLinesAreOneSentence() {
    assertThat(of("The gauge at pier 4 was replaced on 3 May by\nthe harbour team. It works.\n"))
        .containsExactly(
            "The gauge at pier 4 was replaced on 3 May by\nthe harbour team.", "It works.");
  }

  @Test
  void headingsItemsAndRowsStandAlone() {
    assertThat(
            of(
                "Carry-over\n\nRules:\n- five days\n- until March\n1. Open it.\n2. Close it.\n| a | b |\n| 1 | 2 |"))
        .containsExactly(
            "Carry-over",
            "Rules:",
            "- five days",
            "- until March",
            "1. Open it.",
            "2. Close it.",
            "| a | b |",
            "| 1 | 2 |");
  }

  /** As parsers write the rows of spreadsheets and of CSV files. */
  @Test
  void aRowIsAPartWhateverItsCellsSay() {
    assertThat(of("KIT-07 | Gland kit. With O-ring. | 38.50\nKIT-08 | Large gland kit | 41.00"))
        .containsExactly(
            "KIT-07 | Gland kit. With O-ring. | 38.50", "KIT-08 | Large gland kit | 41.00");
  }

  @Test
  void nothingButBlanksHasNoPart() {
    assertThat(of("")).isEmpty();
    assertThat(of(" \n\t\n\u00A0")).isEmpty();
  }

  @Test
  void allButWhiteSpaceIsInAPart() {
    String text = "Ünïcode 😀 first. \n\n second line\nthird… “Quoted.” (End.)";
    assertThat(String.join("", of(text)).replaceAll("\\s", ""))
        .isEqualTo(text.replaceAll("\\s", ""));
  }
}
