package dev.millrace.retrieval.search;

import static dev.millrace.retrieval.CorpusFixture.SOURCE;
import static dev.millrace.retrieval.CorpusFixture.SPACE;
import static dev.millrace.retrieval.CorpusFixture.WORKSPACE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.retrieval.CorpusFixture;
import dev.millrace.retrieval.WordsEmbedder;
import dev.millrace.retrieval.corpus.DocumentProperties;
import dev.millrace.retrieval.corpus.Sensitivity;
import dev.millrace.retrieval.filter.Filter;
import dev.millrace.retrieval.filter.Filters;
import dev.millrace.retrieval.index.IndexFollower;
import dev.millrace.retrieval.index.LuceneIndex;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Postgres knows of a document counts, however far the index lags. */
class FilteredSearchTest {
  private static final Filters OF_HR = new Filters(List.of(Filter.metadata("team", List.of("hr"))));

  @TempDir private Path folder;
  private final CorpusFixture it = new CorpusFixture();
  private LuceneIndex index;
  private IndexFollower follower;
  private EvidenceSearch search;

  @BeforeEach
  void open() {
    index = LuceneIndex.open(folder, SPACE, LuceneIndex.Bm25.DEFAULT);
    follower = new IndexFollower(it.log, index, WORKSPACE, SPACE);
    search = new IndexedSearch(index, follower, it.evidence, new WordsEmbedder());
  }

  @AfterEach
  void close() {
    follower.close();
    index.close();
  }

  @Test
  void everyModeKeepsToTheFilters() {
    it.write("hr.txt", "tide pay", about(Map.of("team", "hr")));
    it.write("it.txt", "tide tables", about(Map.of("team", "it", "year", 2026)));
    it.write("none.txt", "tide", about(Map.of()));
    follower.catchUp();

    for (SearchMode mode : SearchMode.values()) {
      assertThat(names(mode, OF_HR)).as(mode.wire()).containsExactly("hr.txt");
      assertThat(names(mode, new Filters(List.of(Filter.metadata("year", List.of("2026"))))))
          .as(mode.wire())
          .containsExactly("it.txt");
    }
  }

  @Test
  void whatNoLongerFitsIsNotShownBeforeTheIndexKnows() {
    it.write("a.txt", "tide pay", about(Map.of("team", "hr")));
    it.write("b.txt", "tide", about(Map.of("team", "hr")));
    follower.catchUp();
    assertThat(names(SearchMode.HYBRID, OF_HR)).containsExactlyInAnyOrder("a.txt", "b.txt");

    it.write("a.txt", "tide pay", about(Map.of("team", "it")));

    for (SearchMode mode : SearchMode.values()) {
      assertThat(names(mode, OF_HR)).as(mode.wire()).containsExactly("b.txt");
    }
    follower.catchUp();
    assertThat(names(SearchMode.HYBRID, OF_HR)).containsExactly("b.txt");
  }

  @Test
  void datesAreThoseOfPostgres() {
    Instant before = Instant.now().minusSeconds(3_600);
    it.write("a.txt", "tide", about(Map.of("due", "2026-05-01")));
    follower.catchUp();

    assertThat(names(SearchMode.HYBRID, dated(Filter.UPDATED, before))).containsExactly("a.txt");
    assertThat(names(SearchMode.HYBRID, dated(Filter.UPDATED, before.plusSeconds(86_400))))
        .isEmpty();
    assertThat(
            names(SearchMode.HYBRID, dated("metadata.due", Instant.parse("2026-05-01T00:00:00Z"))))
        .containsExactly("a.txt");
    assertThat(
            names(SearchMode.HYBRID, dated("metadata.due", Instant.parse("2026-05-01T00:00:01Z"))))
        .isEmpty();
  }

  private static Filters dated(String field, Instant from) {
    return new Filters(List.of(new Filter.Dated(field, Optional.of(from), Optional.empty())));
  }

  private static DocumentProperties about(Map<String, Object> metadata) {
    return new DocumentProperties(SOURCE, "text/plain", null, metadata, Instant.EPOCH);
  }

  private List<String> names(SearchMode mode, Filters filters) {
    SearchRequest request =
        new SearchRequest(it.viewer("ann"), "tide", mode, 10, 0, Sensitivity.PUBLIC, filters);
    return ((SearchResult.Found) search.search(request))
        .evidence().stream().map(Evidence::externalId).toList();
  }
}
