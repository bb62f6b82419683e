package dev.millrace.retrieval.search;

import static dev.millrace.retrieval.CorpusFixture.SPACE;
import static dev.millrace.retrieval.CorpusFixture.WORKSPACE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.retrieval.CorpusFixture;
import dev.millrace.retrieval.WordsEmbedder;
import dev.millrace.retrieval.corpus.AccessLabel;
import dev.millrace.retrieval.corpus.Clearance;
import dev.millrace.retrieval.corpus.CorpusWriter.Written;
import dev.millrace.retrieval.corpus.EmbeddingSpace;
import dev.millrace.retrieval.corpus.Principal;
import dev.millrace.retrieval.corpus.Rights;
import dev.millrace.retrieval.corpus.Sensitivity;
import dev.millrace.retrieval.embedding.Embedder;
import dev.millrace.retrieval.embedding.EmbeddingException;
import dev.millrace.retrieval.filter.Filters;
import dev.millrace.retrieval.index.IndexFollower;
import dev.millrace.retrieval.index.LuceneIndex;
import dev.millrace.retrieval.search.SearchResult.Behind;
import dev.millrace.retrieval.search.SearchResult.Found;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The index is caught up by hand here, so that its lag is what each test wants it to be. */
class IndexedSearchTest {
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
  void findsEvidenceWithAllThatACitationNeeds() {
    Written written = it.write("gauge.txt", "first line\nthe tide gauge 🌊 measures");
    follower.catchUp();

    for (SearchMode mode : SearchMode.values()) {
      Evidence best = found("ann", "tide gauge", mode, 1).evidence().getFirst();
      assertThat(best.documentId()).isEqualTo(written.documentId());
      assertThat(best.revision()).isEqualTo(written.revision());
      assertThat(best.text()).isEqualTo("the tide gauge 🌊 measures");
      assertThat(best.start()).isEqualTo(11);
      assertThat(best.end()).isEqualTo(11 + 25);
      assertThat(best.uri()).isEqualTo("file:///gauge.txt");
    }
  }

  @Test
  void aDeletedDocumentIsGoneBeforeTheIndexKnows() {
    Written written = it.write("a.txt", "tide one");
    it.write("b.txt", "tide two");
    follower.catchUp();
    it.corpus.remove(WORKSPACE, written.documentId());

    Found found = found("ann", "tide one", SearchMode.HYBRID, 1);
    assertThat(found.evidence()).extracting(Evidence::externalId).containsExactly("b.txt");
    assertThat(found.dropped()).isEqualTo(1);
  }

  @Test
  void aRevokedRightHoldsBeforeTheIndexKnows() {
    Written written = it.write("a.txt", "tide one");
    it.directory.setMembers(WORKSPACE, Principal.group("hr"), Set.of(Principal.user("ann")));
    it.write("hr.txt", "tide pay", AccessLabel.allow(Principal.group("hr")));
    follower.catchUp();
    assertThat(names("ann", "tide")).containsExactlyInAnyOrder("a.txt", "hr.txt");

    AccessLabel notAnn = new AccessLabel(Set.of(Principal.EVERYONE), Set.of(Principal.user("ann")));
    it.corpus.relabel(WORKSPACE, written.documentId(), new Rights(notAnn, Sensitivity.INTERNAL));
    it.directory.setMembers(WORKSPACE, Principal.group("hr"), Set.of());
    assertThat(names("ann", "tide")).isEmpty();
    assertThat(names("bob", "tide")).containsExactly("a.txt");
  }

  @Test
  void changedTextIsNeverShownStale() {
    it.write("a.txt", "tide old");
    follower.catchUp();
    it.write("a.txt", "tide new");

    assertThat(found("ann", "tide", SearchMode.LEXICAL, 5).evidence()).isEmpty();
    follower.catchUp();
    assertThat(found("ann", "tide", SearchMode.LEXICAL, 5).evidence())
        .extracting(Evidence::text)
        .containsExactly("tide new");
  }

  /**
   * More is refused than a leg proposes at first: the search looks deeper until it has what was
   * asked for.
   */
  @Test
  void whatIsDroppedIsRefilled() {
    List<UUID> doomed = new ArrayList<>();
    for (int i = 0; i < 150; i++) {
      doomed.add(it.write("doomed" + i, "tide tide tide").documentId());
    }
    for (int i = 0; i < 5; i++) {
      it.write("kept" + i, "the tide and many other words about gauges");
    }
    follower.catchUp();
    doomed.forEach(id -> it.corpus.remove(WORKSPACE, id));

    for (SearchMode mode : SearchMode.values()) {
      assertThat(found("ann", "tide tide tide", mode, 5).evidence())
          .as(mode.wire())
          .hasSize(5)
          .allMatch(evidence -> evidence.externalId().startsWith("kept"));
    }
  }

  @Test
  void waitsForTheWantedPositionOrSaysThatItIsBehind() {
    Written written = it.write("a.txt", "tide");
    follower.start();
    assertThat(search.search(request("ann", "tide", SearchMode.HYBRID, 5, written.position())))
        .isInstanceOfSatisfying(Found.class, found -> assertThat(found.evidence()).hasSize(1));
    follower.close();
    assertThat(search.search(request("ann", "tide", SearchMode.HYBRID, 5, written.position() + 1)))
        .isEqualTo(new Behind(written.position(), written.position() + 1));
  }

  private List<String> names(String user, String query) {
    return found(user, query, SearchMode.HYBRID, 10).evidence().stream()
        .map(Evidence::externalId)
        .toList();
  }

  @Test
  void searchesByWordsAloneWhereTheQueryMayNotGo() {
    it.write("a.txt", "tide one");
    follower.catchUp();
    AwayEmbedder away = new AwayEmbedder(new Clearance(Sensitivity.INTERNAL));
    search = new IndexedSearch(index, follower, it.evidence, away);

    Found found =
        (Found)
            search.search(
                new SearchRequest(
                    it.viewer("ann"),
                    "tide",
                    SearchMode.VECTOR,
                    5,
                    0,
                    Sensitivity.CONFIDENTIAL,
                    Filters.NONE));

    assertThat(found.evidence()).hasSize(1);
    assertThat(away.asked).isEmpty();
  }

  @Test
  void searchesByWordsAloneWhileTheModelIsAway() {
    it.write("a.txt", "tide one");
    follower.catchUp();
    AwayEmbedder away = new AwayEmbedder(Clearance.ALL);
    search = new IndexedSearch(index, follower, it.evidence, away);

    assertThat(found("ann", "tide", SearchMode.HYBRID, 5).evidence()).hasSize(1);
    assertThat(away.asked).containsExactly("tide");
    assertThatThrownBy(() -> found("ann", "tide", SearchMode.VECTOR, 5))
        .isInstanceOf(EmbeddingException.class);
  }

  /** A model that never answers. */
  private static final class AwayEmbedder implements Embedder {
    final List<String> asked = new ArrayList<>();
    private final Clearance clearance;

    AwayEmbedder(Clearance clearance) {
      this.clearance = clearance;
    }

    @Override
    public EmbeddingSpace space() {
      return SPACE;
    }

    @Override
    public Clearance clearance() {
      return clearance;
    }

    @Override
    public int maxTokens() {
      return 512;
    }

    @Override
    public int tokens(String text) {
      return text.length();
    }

    @Override
    public List<float[]> passages(List<String> texts) {
      asked.addAll(texts);
      throw new EmbeddingException("away");
    }

    @Override
    public float[] query(String text) {
      asked.add(text);
      throw new EmbeddingException("away");
    }

    @Override
    public void close() {}
  }

  private Found found(String user, String query, SearchMode mode, int limit) {
    return (Found) search.search(request(user, query, mode, limit, 0));
  }

  private SearchRequest request(
      String user, String query, SearchMode mode, int limit, long minPosition) {
    return new SearchRequest(it.viewer(user), query, mode, limit, minPosition);
  }
}
