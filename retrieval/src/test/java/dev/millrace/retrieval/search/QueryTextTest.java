package dev.millrace.retrieval.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.retrieval.search.QueryPart.Phrase;
import dev.millrace.retrieval.search.QueryPart.Without;
import dev.millrace.retrieval.search.QueryPart.Words;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QueryTextTest {
  @Test
  void quotationsAreTakenAtTheirWord() {
    assertThat(QueryText.of("who wrote \"notice period\"?").parts())
        .containsExactly(new Words("who wrote"), new Phrase("notice period"), new Words("?"));
    assertThat(QueryText.of("„zwei Wochen“ Frist").parts())
        .containsExactly(new Phrase("zwei Wochen"), new Words("Frist"));
    assertThat(QueryText.of("(“a b”) «c d»").parts())
        .contains(new Phrase("a b"), new Phrase("c d"));
  }

  @Test
  void aMinusLeavesOut() {
    QueryText text = QueryText.of("pump -diesel -\"spare parts\", -valve.");

    assertThat(text.parts())
        .containsExactly(
            new Words("pump"),
            new Without("diesel"),
            new Without("spare parts"),
            new Words(","),
            new Without("valve"));
    assertThat(text.words()).doesNotContain("diesel").startsWith("pump");
    assertThat(QueryText.of("-diesel -\"spare parts\" pump \"of 3 kW\" -valve").conditions())
        .hasSize(4);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "what does the handbook say?",
        "Ann's pump and the workers' pumps",
        "a 5\" pipe and a 6\" pipe",
        "say \"hello",
        "hello\" they said",
        "\"\" and \"  \" and \"?!\"",
        "a - b",
        "-",
        "--no-cache and -5 or -3.5%",
        "methods -dash exact or approximate -dash that there are",
        "what does java -jar app.jar do",
        "state-of-the-art x -y",
        "tide AND (gauge OR pump) NOT title:x~2^3 [a TO b] /re/ *",
        "  blanks  stay\tas\nthey are  ",
        "\u0000\u0007 control"
      })
  void allElseIsPlainText(String query) {
    assertThat(QueryText.of(query).parts()).containsExactly(new Words(query));
    assertThat(QueryText.of(query).words()).isEqualTo(query);
    assertThat(QueryText.of(query).conditions()).isEmpty();
  }

  /** A passage that is looked for similar ones of has quotations of its own. */
  @Test
  void aTextIsNoQuery() {
    String text = "\"so it is\" said -somebody ".repeat(20);

    assertThat(QueryText.of(text).parts()).containsExactly(new Words(text));
  }

  @Test
  void onlyExclusionsAskForNothing() {
    assertThat(QueryText.of("-pump -\"spare parts\"").onlyExcludes()).isTrue();
    assertThat(QueryText.of("-pump tide").onlyExcludes()).isFalse();
    assertThat(QueryText.of("-pump \"tide\"").onlyExcludes()).isFalse();
    assertThat(QueryText.of("?").onlyExcludes()).isFalse();
  }
}
