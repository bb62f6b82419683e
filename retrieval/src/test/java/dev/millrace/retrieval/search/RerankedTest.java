package dev.millrace.retrieval.search;

import static dev.millrace.retrieval.CorpusFixture.SPACE;
import static dev.millrace.retrieval.CorpusFixture.WORKSPACE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.retrieval.CorpusFixture;
import dev.millrace.retrieval.WordsEmbedder;
import dev.millrace.retrieval.corpus.AccessLabel;
import dev.millrace.retrieval.corpus.Clearance;
import dev.millrace.retrieval.corpus.CorpusWriter.Written;
import dev.millrace.retrieval.corpus.Principal;
import dev.millrace.retrieval.corpus.Rights;
import dev.millrace.retrieval.corpus.Sensitivity;
import dev.millrace.retrieval.index.IndexFollower;
import dev.millrace.retrieval.index.LuceneIndex;
import dev.millrace.retrieval.rerank.Budget;
import dev.millrace.retrieval.rerank.Cascade;
import dev.millrace.retrieval.rerank.Contender;
import dev.millrace.retrieval.rerank.Reranker;
import dev.millrace.retrieval.rerank.Scores;
import dev.millrace.retrieval.search.SearchResult.Found;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RerankedTest {
  @TempDir private Path folder;
  private final CorpusFixture it = new CorpusFixture();
  private final PraisingReranker reranker = new PraisingReranker();
  private LuceneIndex index;
  private IndexFollower follower;

  /** Finds passages the better the more often they praise; gives as many scores as it is told. */
  private static final class PraisingReranker implements Reranker {
    private final List<String> shown = new ArrayList<>();
    private int judges = Integer.MAX_VALUE;

    @Override
    public String model() {
      return "praising";
    }

    @Override
    public Clearance clearance() {
      return new Clearance(Sensitivity.INTERNAL);
    }

    @Override
    public Scores score(String query, List<Contender> passages, Budget budget) {
      passages.forEach(one -> shown.add(one.text()));
      return new Scores.Scored(
          passages.stream()
              .limit(judges)
              .map(one -> (double) one.text().split("best", -1).length)
              .toList());
    }

    @Override
    public void close() {}
  }

  @BeforeEach
  void open() {
    index = LuceneIndex.open(folder, SPACE, LuceneIndex.Bm25.DEFAULT);
    follower = new IndexFollower(it.log, index, WORKSPACE, SPACE);
    it.write("first", "tide gauge tide gauge");
    it.write("second", "tide gauge of the harbour");
    it.write("third", "a tide and some other words, best of all");
    follower.catchUp();
  }

  @AfterEach
  void close() {
    follower.close();
    index.close();
  }

  private Found found(int depth, int percent, String query, SearchMode mode) {
    Cascade cascade =
        new Cascade(reranker, new Cascade.Terms(depth, Duration.ofSeconds(10), percent));
    return (Found)
        new IndexedSearch(
                index,
                follower,
                it.evidence,
                new SearchModels(new WordsEmbedder(), Optional.of(cascade)))
            .search(new SearchRequest(it.viewer("ann"), query, mode, 10, 0));
  }

  private static List<String> names(Found found) {
    return found.evidence().stream().map(Evidence::externalId).toList();
  }

  @Test
  void replacesTheOrderOfWhatItHasJudged() {
    Found found = found(30, 100, "tide gauge", SearchMode.HYBRID);

    assertThat(names(found)).containsExactly("third", "first", "second");
    assertThat(found.notes()).isEmpty();
    assertThat(found.evidence())
        .extracting(Evidence::score)
        .isSortedAccordingTo(Comparator.reverseOrder());
  }

  @Test
  void isOneOfTwoSaysOtherwise() {
    assertThat(names(found(30, 1, "tide gauge", SearchMode.HYBRID)))
        .containsExactly("first", "second", "third");
    assertThat(names(found(30, 90, "tide gauge", SearchMode.HYBRID))).startsWith("third");
  }

  @Test
  void judgesTheFirstPassagesAlone() {
    assertThat(names(found(2, 100, "tide gauge", SearchMode.HYBRID))).endsWith("third");
    assertThat(reranker.shown).hasSize(2);
  }

  @Test
  void hasNoSayInPlainModes() {
    for (SearchMode mode : SearchMode.values()) {
      if (mode != SearchMode.HYBRID) {
        found(30, 100, "tide gauge", mode);
      }
    }
    assertThat(reranker.shown).isEmpty();
  }

  @Test
  void whatItHadNoTimeForKeepsItsPlaceAndTheAnswerSaysSo() {
    reranker.judges = 2;

    Found found = found(30, 100, "tide gauge", SearchMode.HYBRID);

    assertThat(names(found)).containsExactly("first", "second", "third");
    assertThat(found.notes())
        .containsExactly(
            new SearchNote(
                SearchNote.Kind.RERANKER_LATE,
                "The reranker's 10000 ms were over; it judged 2 of 3 passages."));
  }

  @Test
  void whatItMayNotSeeKeepsItsPlaceAndTheAnswerSaysSo() {
    Written secret = it.write("secret", "tide gauge tide gauge tide, best best best");
    it.corpus.relabel(
        WORKSPACE, secret.documentId(), new Rights(AccessLabel.EVERYONE, Sensitivity.CONFIDENTIAL));
    follower.catchUp();
    List<String> before = names(found(30, 100, "tide gauge", SearchMode.MINMAX));

    Found found = found(30, 100, "tide gauge", SearchMode.HYBRID);

    assertThat(reranker.shown).hasSize(3).noneMatch(text -> text.contains("best best"));
    assertThat(names(found).indexOf("secret")).isEqualTo(before.indexOf("secret"));
    assertThat(found.notes())
        .extracting(SearchNote::kind)
        .containsExactly(SearchNote.Kind.RERANKER_NOT_CLEARED);
  }

  @Test
  void isShownNothingThatTheViewerMayNotRead() {
    it.write("hr", "tide gauge of hr", AccessLabel.allow(Principal.group("hr")));
    Written gone = it.write("gone", "tide gauge that is gone");
    follower.catchUp();
    it.corpus.remove(WORKSPACE, gone.documentId());

    Found found = found(30, 100, "tide gauge", SearchMode.HYBRID);

    assertThat(reranker.shown).hasSize(3).noneMatch(text -> text.endsWith("hr"));
    assertThat(names(found)).doesNotContain("hr", "gone");
  }

  @Test
  void identifiersHaveTheLastWord() {
    it.write("code", "tide error ERR-4711 of the gauge");
    follower.catchUp();

    assertThat(names(found(30, 100, "tide ERR-4711", SearchMode.HYBRID))).startsWith("code");
  }

  @Test
  void canBeDoneWithout() {
    Cascade cascade = new Cascade(reranker, new Cascade.Terms(30, Duration.ofSeconds(10), 100));
    IndexedSearch search =
        new IndexedSearch(
            index,
            follower,
            it.evidence,
            new SearchModels(new WordsEmbedder(), Optional.of(cascade)));

    search.search(
        new SearchRequest(it.viewer("ann"), "tide", SearchMode.HYBRID, 10, 0)
            .with(new SearchSettings(SearchMode.HYBRID, Set.of(Technique.RERANKED))));

    assertThat(reranker.shown).isEmpty();
  }
}
