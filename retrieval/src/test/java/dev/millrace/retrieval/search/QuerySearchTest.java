package dev.millrace.retrieval.search;

import static dev.millrace.retrieval.CorpusFixture.SOURCE;
import static dev.millrace.retrieval.CorpusFixture.SPACE;
import static dev.millrace.retrieval.CorpusFixture.WORKSPACE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.retrieval.CorpusFixture;
import dev.millrace.retrieval.WordsEmbedder;
import dev.millrace.retrieval.corpus.DocumentProperties;
import dev.millrace.retrieval.index.IndexFollower;
import dev.millrace.retrieval.index.LuceneIndex;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a query's own form asks for. */
class QuerySearchTest {
  private static final Instant NOW = Instant.parse("2026-06-30T00:00:00Z");

  @TempDir private Path folder;
  private final CorpusFixture it = new CorpusFixture();
  private LuceneIndex index;
  private IndexFollower follower;
  private EvidenceSearch search;

  @BeforeEach
  void open() {
    index = LuceneIndex.open(folder, SPACE, LuceneIndex.Bm25.DEFAULT);
    follower = new IndexFollower(it.log, index, WORKSPACE, SPACE);
    search =
        new IndexedSearch(
            index, follower, it.evidence, new SearchModels(new WordsEmbedder()), () -> NOW);
  }

  @AfterEach
  void close() {
    follower.close();
    index.close();
  }

  @Test
  void quotationsAndExclusionsHoldInEveryMode() {
    it.write("a.txt", "the notice period is two weeks");
    it.write("b.txt", "notice that the trial period is two weeks");
    it.write("c.txt", "the notice period of managers");
    follower.catchUp();

    for (SearchMode mode : SearchMode.values()) {
      assertThat(names("\"notice period\"", mode)).containsExactlyInAnyOrder("a.txt", "c.txt");
      assertThat(names("notice period -managers", mode))
          .containsExactlyInAnyOrder("a.txt", "b.txt");
      assertThat(names("weeks -\"trial period\" -managers", mode)).containsExactly("a.txt");
    }
  }

  @Test
  void exactIdentifiersComeFirst() {
    it.write("next.txt", "what does the error ERR_CONN_1043 of the connection mean, the error");
    it.write("talk.txt", "what does the error mean, what does the error of the connection mean");
    it.write("it.txt", "a long list of numbers: E7, ERR_CONN_1042, E9 and others besides these");
    it.write("part.txt", "we ordered PN-4711/C, PN-4711 and B");
    it.write("order.txt", "many other words and in the end the number of it, which is PN-4711/B");
    follower.catchUp();

    assertThat(names("what does the error ERR_CONN_1042 mean", SearchMode.HYBRID).getFirst())
        .isEqualTo("it.txt");
    assertThat(names("PN-4711/B", SearchMode.HYBRID)).startsWith("order.txt");
  }

  @Test
  void newerDocumentsComeFirstWhereThatIsAsked() {
    write("old.txt", "2025-12-31");
    write("new.txt", "2026-06-01");
    write("older.txt", "2024-01-31");
    it.write("off.txt", "tables of the tide in the harbour");
    follower.catchUp();

    assertThat(names("the latest travel rules", SearchMode.HYBRID).subList(0, 3))
        .containsExactly("new.txt", "old.txt", "older.txt");
    assertThat(names("LATEST travel rules", SearchMode.HYBRID)).startsWith("new.txt");
  }

  @Test
  void noWordsAreNoFault() {
    it.write("a.txt", "the tide");
    follower.catchUp();

    for (String query : List.of("the of and", "\u0000\u0007", "?", "+-&|!(){}[]^\"~*?:\\/")) {
      for (SearchMode mode : SearchMode.values()) {
        assertThat(names(query, mode)).as(query).hasSizeLessThanOrEqualTo(1);
      }
    }
    assertThatThrownBy(() -> names("-tide", SearchMode.HYBRID))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("say what to look for");
    assertThatThrownBy(() -> names("", SearchMode.HYBRID)).hasMessageContaining("1 to 10000");
    assertThatThrownBy(() -> names("a".repeat(100_000), SearchMode.HYBRID))
        .hasMessageContaining("1 to 10000");
  }

  private void write(String name, String modified) {
    it.write(
        name,
        "the travel rules",
        new DocumentProperties(
            SOURCE, "text/plain", null, Map.of("modified", modified), Instant.EPOCH));
  }

  private List<String> names(String query, SearchMode mode) {
    return ((SearchResult.Found)
            search.search(new SearchRequest(it.viewer("ann"), query, mode, 10, 0)))
        .evidence().stream().map(Evidence::externalId).toList();
  }
}
