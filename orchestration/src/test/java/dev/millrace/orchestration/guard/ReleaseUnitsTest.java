package dev.millrace.orchestration.guard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.orchestration.guard.Unit.Kind;
import dev.millrace.orchestration.text.Sentences;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ReleaseUnitsTest {
  private static final String MIXED =
      """
      Here is what the documents say:

      ## Carry-over [draft]

      Dr. Haug may carry over 2.5 days (e.g. to March). [1][2] The rest lapses【3】. \
      See https://hr.example/a.b?c=1. [1,\u00A03] Is that all?[2]
      [4]
      A line that was only wrapped at a margin because it is long
      goes on here [1]. **Bold ends.** [2] Next.

      - first item [1], which
        goes on. Twice. [2]
      - second `a[1]` and [link](http://x.y)
        - nested [^3]
      2. numbered [12]

      | a | b |
      |---|:-:|
      | 1 | 2 [1] |
      | 3 | 4 |
      ```java
      int x = a[1]; // [7]
      ```
      [2]
      > quoted words
      > in two lines [1]

      ---
      [1]: Handbook, page 3
      Emoji 😀 [1-3] and <b>markup</b>. The end
      """;

  private static List<Unit> of(String text) {
    return inPieces(List.of(text));
  }

  private static List<Unit> inPieces(List<String> pieces) {
    ReleaseUnits units = new ReleaseUnits();
    List<Unit> all = new ArrayList<>();
    pieces.forEach(piece -> all.addAll(units.add(piece)));
    all.addAll(units.end());
    return all;
  }

  private static List<String> texts(String text) {
    return of(text).stream().map(Unit::text).toList();
  }

  private static String joined(List<Unit> units) {
    return units.stream().map(Unit::text).collect(Collectors.joining());
  }

  @Test
  void aSentenceTakesTheMarksAfterItsFullStop() {
    assertThat(of("Fact. [1][2] Next [3]. Last."))
        .containsExactly(
            new Unit(Kind.SENTENCE, "Fact. [1][2] ", List.of(1, 2)),
            new Unit(Kind.SENTENCE, "Next [3]. ", List.of(3)),
            new Unit(Kind.SENTENCE, "Last.", List.of()));
  }

  @Test
  void aSentenceIsHeldWhileAMarkCanFollow() {
    ReleaseUnits units = new ReleaseUnits();
    assertThat(units.add("Fact.")).isEmpty();
    assertThat(units.add(" ")).isEmpty();
    assertThat(units.add("[1")).isEmpty();
    assertThat(units.add("]")).isEmpty();
    assertThat(units.add(" ")).isEmpty();
    assertThat(units.add("N")).extracting(Unit::text).containsExactly("Fact. [1] ");
  }

  @Test
  void everyFormOfAMarkIsReadAndWrittenInOneForm() {
    assertThat(
            of(
                "Aa [1]. Bb [1][3]. Cc [1, 3]. Dd [1,3]. Ee 【1】. Ff [^1]. Gg [1] [3]. Hh [2-4]. Ii ([1])."))
        .extracting(Unit::text)
        .containsExactly(
            "Aa [1]. ",
            "Bb [1][3]. ",
            "Cc [1][3]. ",
            "Dd [1][3]. ",
            "Ee [1]. ",
            "Ff [1]. ",
            "Gg [1][3]. ",
            "Hh [2][3][4]. ",
            "Ii ([1]).");
    assertThat(of("Fact.[1] Next.【2†handbook】"))
        .extracting(Unit::marks)
        .containsExactly(List.of(1), List.of(2));
    assertThat(of("Fact. ([1]) Next."))
        .extracting(Unit::text)
        .containsExactly("Fact. ([1]) ", "Next.");
    assertThat(of("Big [99999999999].").getFirst().marks()).containsExactly(Integer.MAX_VALUE);
  }

  @Test
  void linksCodeAndFootnotesAreNoMarks() {
    assertThat(of("See [1](http://x.y), `a[1]` and [text] or [a1].").getFirst().marks()).isEmpty();
    assertThat(of("[1]: Handbook\n").getFirst())
        .isEqualTo(new Unit(Kind.FOOTNOTE, "[1]: Handbook\n", List.of()));
    assertThat(of("```\na[1]\n```\n[2]\n\nText.").getFirst())
        .isEqualTo(new Unit(Kind.CODE, "```\na[1]\n```\n[2]\n", List.of(2)));
  }

  @Test
  void kindsAreTold() {
    assertThat(of(MIXED))
        .extracting(Unit::kind)
        .containsExactly(
            Kind.SENTENCE,
            Kind.BLANK,
            Kind.HEADING,
            Kind.BLANK,
            Kind.SENTENCE,
            Kind.SENTENCE,
            Kind.SENTENCE,
            Kind.SENTENCE,
            Kind.SENTENCE,
            Kind.SENTENCE,
            Kind.SENTENCE,
            Kind.BLANK,
            Kind.LIST_ITEM,
            Kind.LIST_ITEM,
            Kind.LIST_ITEM,
            Kind.LIST_ITEM,
            Kind.BLANK,
            Kind.TABLE_ROW,
            Kind.TABLE_ROW,
            Kind.CODE,
            Kind.QUOTE,
            Kind.BLANK,
            Kind.BLANK,
            Kind.FOOTNOTE,
            Kind.SENTENCE,
            Kind.SENTENCE);
  }

  @Test
  void itemsRowsAndQuotesAreWhole() {
    assertThat(
            texts("- one. Two.\n  goes on\n- next\n\n| a |\n|---|\n| 1 |\n| 2 |\n> x\n> y\n[1]\nz"))
        .containsExactly(
            "- one. Two.\n  goes on\n",
            "- next\n",
            "\n",
            "| a |\n|---|\n| 1 |\n",
            "| 2 |\n",
            "> x\n> y\n[1]\n",
            "z");
  }

  @Test
  void sentencesEndWhereTheTextPackageEndsThem() {
    for (String text :
        List.of(
            "Ask Dr. Haug, e.g. Mondays. Form No. 12 is for J. Smith. See fig. 3. It is 2.5 km.",
            "Version 2.1 costs 38.50 at gate.tarnsund.example today. “Quoted.” (End.) Next! Yes?",
            "At 5 p.m. it closes. U.S. firms pay. Then etc. and so on… Later. 😀 Emoji. 3 more.",
            "Wait... what? No!! (Really.) i.e. this. \"Said he.\" And she.")) {
      assertThat(of(text).stream().map(unit -> unit.text().strip()))
          .isEqualTo(Sentences.of(text).stream().map(span -> span.of(text)).toList());
    }
  }

  @Test
  void anyDivisionIntoPiecesGivesTheSameUnits() {
    List<Unit> whole = of(MIXED);
    assertThat(inPieces(MIXED.chars().mapToObj(c -> String.valueOf((char) c)).toList()))
        .isEqualTo(whole);
    Random random = new Random(7);
    for (int round = 0; round < 300; round++) {
      List<String> pieces = new ArrayList<>();
      for (int at = 0; at < MIXED.length(); ) {
        int end = Math.min(MIXED.length(), at + random.nextInt(1, 60));
        pieces.add(MIXED.substring(at, end));
        at = end;
      }
      assertThat(inPieces(pieces)).isEqualTo(whole);
    }
  }

  @Test
  void anyTextIsKeptWholeHoweverItIsDivided() {
    String[] parts = {
      ". ", "[1]", "[", "]", "1", ", ", "\n", "\n\n", "- ", "1. ", "```", "`", "| ", "|---|\n",
          "# ",
      "> ", "Word", "word ", "e.g. ", "(", ")", ":", "😀", "【2】", "**", "---", " ", "。", "？", "^"
    };
    Random random = new Random(11);
    for (int round = 0; round < 3_000; round++) {
      StringBuilder text = new StringBuilder();
      for (int n = random.nextInt(1, 40); n > 0; n--) {
        text.append(parts[random.nextInt(parts.length)]);
      }
      String written = text.toString();
      List<Unit> whole = of(written);
      assertThat(oneForm(joined(whole))).isEqualTo(oneForm(written));
      int middle = random.nextInt(written.length());
      assertThat(inPieces(List.of(written.substring(0, middle), written.substring(middle))))
          .isEqualTo(whole);
    }
  }

  private static String oneForm(String text) {
    return text.replace("【", "[").replace("】", "]").replace(" ", "");
  }

  @Test
  void aUnitWithoutAnEndIsCut() {
    String words = "word ".repeat(5_000);
    List<Unit> units = of(words);
    assertThat(joined(units)).isEqualTo(words);
    assertThat(units).allMatch(unit -> unit.text().length() <= ReleaseUnits.LONGEST);
    String code = "```\n" + "x = a[1];\n".repeat(2_000) + "```\nAfter. [1]";
    assertThat(joined(of(code))).isEqualTo(code);
    assertThat(of(code))
        .extracting(Unit::kind)
        .containsExactly(Kind.CODE, Kind.CODE, Kind.CODE, Kind.SENTENCE);
    assertThat(of(code))
        .extracting(Unit::marks)
        .containsExactly(List.of(), List.of(), List.of(), List.of(1));
    String emoji = "😀".repeat(9_000);
    assertThat(joined(of(emoji))).isEqualTo(emoji);
    String stops = "a. ".repeat(6_000);
    assertThat(joined(of(stops))).isEqualTo(stops);
  }

  @Test
  void whatIsNoTextIsReplaced() {
    assertThat(joined(of("a\u0000b\u001B[31m \uD800x\uDC00 \u202E[\u200B1] c\r\nd\re\u0007\uD83D")))
        .isEqualTo("ab\uFFFD[31m \uFFFDx\uFFFD \uFFFD[1] c\nd\ne\uFFFD\uFFFD");
    assertThat(joined(of("<script>alert(1)</script> 😀")))
        .isEqualTo("<script>alert(1)</script> 😀");
  }

  @Test
  void nothingHasNoUnits() {
    assertThat(of("")).isEmpty();
    assertThat(of(" \n ")).extracting(Unit::kind).containsExactly(Kind.BLANK);
  }
}
