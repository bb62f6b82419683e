package dev.millrace.retrieval.index;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.retrieval.CorpusFixture;
import dev.millrace.retrieval.corpus.CorpusLog.Head;
import dev.millrace.retrieval.corpus.CorpusLog.Projected;
import dev.millrace.retrieval.corpus.CorpusLog.ProjectedPassage;
import dev.millrace.retrieval.corpus.DocumentProperties;
import dev.millrace.retrieval.corpus.Passage;
import dev.millrace.retrieval.filter.Filter;
import dev.millrace.retrieval.filter.Filters;
import dev.millrace.retrieval.filter.Moments;
import dev.millrace.retrieval.filter.TextCondition;
import dev.millrace.retrieval.filter.TextCondition.Holds;
import dev.millrace.retrieval.filter.TextCondition.Lacks;
import dev.millrace.retrieval.index.CandidatePool.RelevantText;
import dev.millrace.retrieval.index.PassageIndex.AccessFilter;
import dev.millrace.retrieval.index.PassageIndex.Candidate;
import dev.millrace.retrieval.index.PassageIndex.Wording;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link PassageIndex} must do. */
abstract class PassageIndexContract {
  private static final UUID CORPUS = new UUID(1, 1);
  private static final AccessFilter ANN = new AccessFilter(Set.of(1L, 7L));
  private static final AccessFilter EVE = new AccessFilter(Set.of(9L));

  private PassageIndex index;

  /** Opens the index of this test, the same each time. */
  abstract PassageIndex open();

  @BeforeEach
  void start() {
    index = open();
  }

  @AfterEach
  void stop() {
    index.close();
  }

  @Test
  void startsWithNothingApplied() {
    assertThat(index.applied()).isEqualTo(new Head(new UUID(0, 0), 0));
    assertThat(index.lexical("anything", ANN, 10)).isEmpty();
    assertThat(index.vector(CorpusFixture.vector("anything"), ANN, 10)).isEmpty();
  }

  @Test
  void findsByWordsAndByVectorsBestFirst() {
    put(1, Set.of(1L), Set.of(), "tide gauges measure the tide", "a pump moves water");
    put(2, Set.of(1L), Set.of(), "the tide");

    List<Candidate> lexical = index.lexical("measured tides", ANN, 10);
    assertThat(ids(lexical)).containsExactly(passage(1, 0), passage(2, 0));
    assertThat(lexical.get(0).score()).isGreaterThan(lexical.get(1).score());
    assertThat(ids(index.vector(CorpusFixture.vector("a pump moves water"), ANN, 1)))
        .containsExactly(passage(1, 1));
  }

  @Test
  void aPoolHasBothScoresOfWhatEitherLegFound() {
    put(1, Set.of(1L), Set.of(), "the tide gauge", "the tide");
    put(2, Set.of(1L), Set.of(), "a pump moves water");
    put(3, Set.of(9L), Set.of(), "the tide gauge of others");
    float[] pump = CorpusFixture.vector("a pump moves water");

    try (CandidatePool pool = index.pool(Wording.plain("tide gauge"), pump, ANN, 10)) {
      assertThat(pool.lexical()).startsWith(index.lexical("tide gauge", ANN, 10).getFirst());
      assertThat(ids(pool.lexical())).containsExactly(passage(1, 0), passage(1, 1), passage(2, 0));
      assertThat(pool.lexical().getLast().score()).isZero();
      assertThat(pool.nearest()).isEqualTo(index.vector(pump, ANN, 10));
      assertThat(pool.complete()).isTrue();
    }
    try (CandidatePool pool = index.pool(Wording.plain("tide"), pump, ANN, 1)) {
      assertThat(pool.lexical()).as("one of each leg").hasSize(2);
      assertThat(pool.complete()).isFalse();
    }
    try (CandidatePool pool = index.pool(Wording.plain("the"), pump, EVE, 10)) {
      assertThat(ids(pool.lexical())).containsExactly(passage(3, 0));
    }
  }

  @Test
  void relevantTextsLendAPoolTheirWords() {
    put(1, Set.of(1L), Set.of(), "tide gauge", "a pump", "mareograph of the harbour");
    float[] any = CorpusFixture.vector("tide");

    try (CandidatePool pool = index.pool(Wording.plain("tide"), any, ANN, 10)) {
      assertThat(pool.lexical()).extracting(Candidate::score).last().isEqualTo(0.0);
      List<Candidate> lent = pool.lexical(List.of(new RelevantText("the mareograph", 1)));
      assertThat(ids(lent)).containsExactly(passage(1, 0), passage(1, 2), passage(1, 1));
      assertThat(lent.get(1).score()).isPositive();
      assertThat(pool.lexical(List.of())).isEqualTo(pool.lexical());
    }
  }

  @Test
  void returnsOnlyWhatThePrincipalsMayRead() {
    put(1, Set.of(1L), Set.of(), "tide one");
    put(2, Set.of(9L), Set.of(), "tide two");
    put(3, Set.of(1L), Set.of(7L), "tide three");
    put(4, Set.of(), Set.of(), "tide four");

    assertThat(ids(index.lexical("tide", ANN, 10))).containsExactly(passage(1, 0));
    assertThat(ids(index.vector(CorpusFixture.vector("tide"), ANN, 10)))
        .containsExactly(passage(1, 0));
    assertThat(ids(index.lexical("tide", EVE, 10))).containsExactly(passage(2, 0));
    assertThat(ids(index.vector(CorpusFixture.vector("tide"), EVE, 10)))
        .containsExactly(passage(2, 0));
  }

  @Test
  void findsTheFewVisibleAmongMany() {
    List<Projected> many =
        IntStream.rangeClosed(1, 300)
            .mapToObj(
                document ->
                    projected(
                        document,
                        Set.of(document % 100 == 0 ? 1L : 2L),
                        Set.of(),
                        CorpusFixture.PLAIN,
                        "tide number " + document))
            .toList();
    index.apply(
        many.stream().map(Projected::documentId).toList(), many, new Head(CORPUS, many.size()));

    assertThat(ids(index.vector(CorpusFixture.vector("tide number"), ANN, 10)))
        .containsExactlyInAnyOrder(passage(100, 0), passage(200, 0), passage(300, 0));
  }

  @Test
  void replacesAndRemovesDocuments() {
    put(1, Set.of(1L), Set.of(), "tide one", "tide two");
    put(1, Set.of(1L), Set.of(), "ebb");
    assertThat(index.lexical("tide", ANN, 10)).isEmpty();
    assertThat(ids(index.lexical("ebb", ANN, 10))).containsExactly(passage(1, 0));

    index.apply(List.of(document(1)), List.of(), new Head(CORPUS, 9));
    assertThat(index.lexical("ebb", ANN, 10)).isEmpty();
    assertThat(index.size()).isZero();
    assertThat(index.applied()).isEqualTo(new Head(CORPUS, 9));
  }

  @Test
  void keepsWhatWasCommittedAndForgetsWhatWasCleared() {
    put(3, Set.of(1L), Set.of(), "tide");
    index.commit();
    index.close();
    index = open();
    assertThat(index.applied()).isEqualTo(new Head(CORPUS, 3));
    assertThat(ids(index.lexical("tide", ANN, 10))).containsExactly(passage(3, 0));

    index.clear();
    assertThat(index.applied().position()).isZero();
    assertThat(index.lexical("tide", ANN, 10)).isEmpty();
  }

  @Test
  void takesAnyTextAsPlainWords() {
    put(1, Set.of(1L), Set.of(), "tide AND gauge");

    for (String query :
        List.of("tide AND (", "\"tide", "tide:*", "[a TO tide]", "tide~2^3", "\u0000tide\uD83D")) {
      assertThat(ids(index.lexical(query, ANN, 10))).as(query).containsExactly(passage(1, 0));
    }
    for (String query : List.of("the of and", "?!", " ", "🌊")) {
      assertThat(index.lexical(query, ANN, 10)).as(query).isEmpty();
    }
    assertThat(index.lexical("tide ".repeat(20_000), ANN, 10)).hasSize(1);
    String manyWords =
        IntStream.range(0, 5_000).mapToObj(i -> "w" + i).reduce("tide", (a, b) -> a + " " + b);
    assertThat(index.lexical(manyWords, ANN, 10)).hasSize(1);
  }

  @Test
  void bothLegsKeepToWhatMustAndMustNotStandThere() {
    put(1, Set.of(1L), Set.of(), "the notice period is two weeks");
    put(2, Set.of(1L), Set.of(), "a period of notice, in weeks");
    put(3, Set.of(1L), Set.of(), "notices and periods");

    assertThat(worded("notice period", new Holds("Notice Period"))).containsExactly(1);
    assertThat(worded("notice period", new Lacks("weeks"))).containsExactly(3);
    assertThat(worded("notice period", new Lacks("notice period"))).containsExactlyInAnyOrder(2, 3);
    assertThat(worded("notice period", new Holds("is two"))).containsExactly(1);
    assertThat(worded("notice period", new Holds("two is"))).isEmpty();
    assertThat(worded("notice period", new Holds("?!"), new Lacks("?!"))).hasSize(3);
  }

  @Test
  void findsIdentifiersByTheirParts() {
    put(1, Set.of(1L), Set.of(), "call getUserName when ERR_CONN_1042 comes");
    put(2, Set.of(1L), Set.of(), "nothing of the kind");

    for (String query : List.of("user", "the name", "conn", "1042", "get_user_name")) {
      assertThat(ids(index.lexical(new Wording(query, true), ANN, 10)))
          .as(query)
          .containsExactly(passage(1, 0));
    }
    assertThat(index.lexical("user", ANN, 10)).isEmpty();
  }

  @Test
  void aWordIsNoRarerForBeingAPartOfAnIdentifier() {
    for (int document = 2; document <= 8; document++) {
      put(document, Set.of(1L), Set.of(), "from " + document + " to ten");
    }
    put(1, Set.of(1L), Set.of(), "call convert_to_json");
    put(9, Set.of(1L), Set.of(), "write them");

    List<Candidate> found = index.lexical(new Wording("to write", true), ANN, 10);
    assertThat(ids(found)).containsExactly(passage(9, 0), passage(1, 0));
    assertThat(found.getLast().score() / found.getFirst().score()).isBetween(0.007, 0.02);
  }

  @Test
  void forgivesSpellingFromTheReadersOwnPassagesOnly() {
    put(1, Set.of(1L), Set.of(), "the calibration of gauges");
    put(2, Set.of(9L), Set.of(), "the celebration, and gouges");

    Wording misspelt = new Wording("calebration", true);
    assertThat(ids(index.lexical(misspelt, ANN, 10))).containsExactly(passage(1, 0));
    assertThat(ids(index.lexical(misspelt, EVE, 10))).containsExactly(passage(2, 0));
    assertThat(index.lexical("calebration", ANN, 10)).isEmpty();

    // Eve's word is not Ann's: for Ann it is a misspelling of hers.
    Wording eves = new Wording("gouges", true);
    assertThat(ids(index.lexical(eves, ANN, 10))).containsExactly(passage(1, 0));
    assertThat(ids(index.lexical(eves, EVE, 10))).containsExactly(passage(2, 0));

    assertThat(index.lexical(new Wording("tide gag", true), ANN, 10)).isEmpty();
    assertThat(index.lexical(new Wording("x1042y unheardofness", true), ANN, 10)).isEmpty();
  }

  @Test
  void knowsTheStemsOfTheDocumentsLanguage() {
    put(1, in("de"), "Die Kündigungsfristen betragen zwei Wochen");
    put(2, in("fr"), "Les chevaux mangent de l'herbe");
    put(3, in("en"), "the dice was cast");
    put(4, in("xx"), "tides in no known language");

    assertThat(ids(index.lexical("Kündigungsfrist", ANN, 10))).containsExactly(passage(1, 0));
    assertThat(ids(index.lexical("cheval", ANN, 10))).containsExactly(passage(2, 0));
    assertThat(ids(index.lexical("herbe", ANN, 10))).containsExactly(passage(2, 0));
    assertThat(ids(index.lexical("tide", ANN, 10))).containsExactly(passage(4, 0));
  }

  /** "Die" is a word to die of in English, and nothing to go by in a German question. */
  @Test
  void wordsThatHoldAQuestionTogetherSayNothingInOtherLanguages() {
    put(1, in("de"), "Die Frist beträgt zwei Wochen");
    put(2, in("en"), "to die in an hour, war and want");

    assertThat(ids(index.lexical("wie lang war die Frist", ANN, 10)))
        .containsExactly(passage(1, 0));
    assertThat(ids(index.lexical("how did they die in the war", ANN, 10)))
        .containsExactly(passage(2, 0));
  }

  private static DocumentProperties in(String language) {
    return new DocumentProperties(new UUID(8, 1), "text/plain", language, Map.of(), Instant.EPOCH);
  }

  /** The documents that both legs propose with those conditions, which must be the same. */
  private List<Integer> worded(String query, TextCondition... conditions) {
    AccessFilter access = new AccessFilter(Set.of(1L), Filters.NONE, List.of(conditions));
    List<UUID> lexical = ids(index.lexical(query, access, 10));
    assertThat(ids(index.vector(CorpusFixture.vector(query), access, 10)))
        .containsExactlyInAnyOrderElementsOf(lexical);
    return lexical.stream().map(id -> (int) id.getMostSignificantBits()).toList();
  }

  @Test
  void bothLegsKeepToTheFilters() {
    Instant may = Instant.parse("2026-05-01T00:00:00Z");
    put(
        1,
        new DocumentProperties(
            new UUID(8, 1),
            "application/pdf",
            "de",
            Map.of("team", "hr", "year", 2026, "tags", List.of("a", "b")),
            may),
        "tide one");
    put(
        2,
        new DocumentProperties(
            new UUID(8, 2),
            "text/html",
            null,
            Map.of("due", "2027-01-31"),
            may.plusSeconds(86_400)),
        "tide two");

    assertThat(narrowed(Filter.sources(List.of(new UUID(8, 1))))).containsExactly(1);
    assertThat(narrowed(Filter.documents(List.of(document(2))))).containsExactly(2);
    assertThat(narrowed(Filter.labels(List.of(1L)))).containsExactlyInAnyOrder(1, 2);
    assertThat(narrowed(Filter.labels(List.of(7L)))).isEmpty();
    assertThat(narrowed(Filter.languages(List.of("de", "fr")))).containsExactly(1);
    assertThat(narrowed(Filter.types(List.of("text/html")))).containsExactly(2);
    assertThat(narrowed(Filter.metadata("team", List.of("hr")))).containsExactly(1);
    assertThat(narrowed(Filter.metadata("year", List.of("2026")))).containsExactly(1);
    assertThat(narrowed(Filter.metadata("tags", List.of("b", "c")))).containsExactly(1);
    assertThat(narrowed(Filter.metadata("team", List.of()))).isEmpty();
    assertThat(
            narrowed(
                new Filter.Dated(
                    Filter.UPDATED, Optional.of(may.plusSeconds(1)), Optional.empty())))
        .containsExactly(2);
    assertThat(
            narrowed(new Filter.Dated("metadata.due", Optional.empty(), Moments.end("2027-01-31"))))
        .containsExactly(2);
    assertThat(
            narrowed(new Filter.Dated("metadata.due", Moments.end("2027-01-31"), Optional.empty())))
        .isEmpty();
    assertThat(narrowed(Filter.metadata("team", List.of("hr")), Filter.languages(List.of("fr"))))
        .isEmpty();
  }

  /** The documents that both legs propose, which must be the same. */
  private List<Integer> narrowed(Filter... filters) {
    AccessFilter access = new AccessFilter(Set.of(1L), new Filters(List.of(filters)), List.of());
    List<UUID> lexical = ids(index.lexical("tide", access, 10));
    assertThat(ids(index.vector(CorpusFixture.vector("tide"), access, 10)))
        .containsExactlyInAnyOrderElementsOf(lexical);
    return lexical.stream().map(id -> (int) id.getMostSignificantBits()).toList();
  }

  private void put(int document, Set<Long> allow, Set<Long> deny, String... passages) {
    put(document, allow, deny, CorpusFixture.PLAIN, passages);
  }

  private void put(int document, DocumentProperties properties, String... passages) {
    put(document, Set.of(1L), Set.of(), properties, passages);
  }

  private void put(
      int document,
      Set<Long> allow,
      Set<Long> deny,
      DocumentProperties properties,
      String... passages) {
    index.apply(
        List.of(document(document)),
        List.of(projected(document, allow, deny, properties, passages)),
        new Head(CORPUS, document));
  }

  private static Projected projected(
      int document,
      Set<Long> allow,
      Set<Long> deny,
      DocumentProperties properties,
      String... passages) {
    List<ProjectedPassage> projected =
        IntStream.range(0, passages.length)
            .mapToObj(
                n ->
                    new ProjectedPassage(
                        passage(document, n),
                        new Passage(n, n, n + 1, null, List.of(), passages[n]),
                        CorpusFixture.vector(passages[n])))
            .toList();
    return new Projected(document(document), allow, deny, "", properties, projected);
  }

  private static UUID document(int number) {
    return new UUID(2, number);
  }

  private static UUID passage(int document, int number) {
    return new UUID(document, number);
  }

  private static List<UUID> ids(List<Candidate> candidates) {
    return candidates.stream().map(Candidate::passageId).toList();
  }
}
