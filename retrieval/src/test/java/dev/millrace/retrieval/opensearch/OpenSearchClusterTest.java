package dev.millrace.retrieval.opensearch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.millrace.retrieval.CorpusFixture;
import dev.millrace.retrieval.TestOpenSearch;
import dev.millrace.retrieval.corpus.CorpusLog.Head;
import dev.millrace.retrieval.corpus.CorpusLog.Projected;
import dev.millrace.retrieval.corpus.CorpusLog.ProjectedPassage;
import dev.millrace.retrieval.corpus.EmbeddingSpace;
import dev.millrace.retrieval.corpus.Passage;
import dev.millrace.retrieval.evaluation.OpenSearchNodes;
import dev.millrace.retrieval.index.CandidatePool;
import dev.millrace.retrieval.index.CandidatePool.RelevantText;
import dev.millrace.retrieval.index.IndexHealth;
import dev.millrace.retrieval.index.IndexUnavailableException;
import dev.millrace.retrieval.index.LuceneIndex;
import dev.millrace.retrieval.index.LuceneIndex.Bm25;
import dev.millrace.retrieval.index.PassageIndex;
import dev.millrace.retrieval.index.PassageIndex.AccessFilter;
import dev.millrace.retrieval.index.PassageIndex.Candidate;
import dev.millrace.retrieval.index.PassageIndex.Wording;
import dev.millrace.retrieval.opensearch.OpenSearchException.Fault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is of this index alone: a real cluster, several processes, and nodes that go away. */
class OpenSearchClusterTest {
  private static final UUID CORPUS = new UUID(1, 1);
  private static final AccessFilter ANN = new AccessFilter(Set.of(1L));
  private static final Wording TIDE = Wording.plain("tide");

  @TempDir private Path folder;
  private final String name = TestOpenSearch.freshName();

  @Test
  void ranksAsLuceneDoes() {
    List<Projected> documents = documents(new Random(11), 150);
    try (PassageIndex lucene = LuceneIndex.open(folder, CorpusFixture.SPACE, Bm25.DEFAULT);
        PassageIndex cluster = open()) {
      for (PassageIndex index : List.of(lucene, cluster)) {
        index.apply(ids(documents), documents, new Head(CORPUS, 150));
      }
      for (String query :
          List.of("w1", "w3 w7 w7 w20", "w2 w4 w8 w16 w32 w39", "w5x w11", "getW3Name w9")) {
        float[] vector = CorpusFixture.vector(query);
        Wording wording = new Wording(query, true);
        assertAlike(lucene.lexical(wording, ANN, 50), cluster.lexical(wording, ANN, 50));
        assertAlike(lucene.vector(vector, ANN, 50), cluster.vector(vector, ANN, 50));
        try (CandidatePool ours = lucene.pool(wording, vector, ANN, 1_000);
            CandidatePool theirs = cluster.pool(wording, vector, ANN, 1_000)) {
          assertAlike(ours.lexical(), theirs.lexical());
          assertAlike(ours.nearest(), theirs.nearest());
          List<RelevantText> relevant = List.of(new RelevantText("w1 w6 w6 w13", 1));
          assertAlike(ours.lexical(relevant), theirs.lexical(relevant));
        }
      }
    }
  }

  /** The same scores, and the same passages but for those whose scores don't tell them apart. */
  private static void assertAlike(List<Candidate> ours, List<Candidate> theirs) {
    assertThat(theirs).hasSameSizeAs(ours).isNotEmpty();
    for (int i = 0; i < ours.size(); i++) {
      assertThat(theirs.get(i).score())
          .isCloseTo(ours.get(i).score(), org.assertj.core.data.Offset.offset(1e-5));
    }
    double last = ours.getLast().score() + 1e-5;
    assertThat(above(theirs, last)).isEqualTo(above(ours, last));
  }

  private static Map<UUID, Integer> above(List<Candidate> candidates, double score) {
    return candidates.stream()
        .filter(one -> one.score() > score)
        .collect(
            Collectors.toMap(Candidate::passageId, one -> (int) Math.round(one.score() * 1e3)));
  }

  @Test
  void whatIsOlderNeverReplacesWhatIsNewer() {
    try (PassageIndex fast = open();
        PassageIndex slow = open()) {
      fast.apply(List.of(document(1)), List.of(projected(1, 1L, "tide")), new Head(CORPUS, 5));
      slow.apply(List.of(document(1)), List.of(projected(1, 9L, "tide")), new Head(CORPUS, 4));
      assertThat(fast.lexical(TIDE, ANN, 10)).hasSize(1);
      assertThat(fast.lexical(TIDE, new AccessFilter(Set.of(9L)), 10)).isEmpty();

      fast.apply(List.of(document(1)), List.of(), new Head(CORPUS, 6));
      slow.apply(List.of(document(1)), List.of(projected(1, 1L, "tide")), new Head(CORPUS, 5));
      assertThat(fast.lexical(TIDE, ANN, 10)).isEmpty();
    }
  }

  @Test
  void severalProcessesKeepOnePosition() {
    try (PassageIndex one = open();
        PassageIndex other = open()) {
      one.apply(List.of(document(1)), List.of(projected(1, 1L, "tide")), new Head(CORPUS, 7));
      assertThat(other.applied().position()).isZero();
      one.commit();
      other.commit();
      assertThat(other.applied()).as("goes on from there").isEqualTo(new Head(CORPUS, 7));

      one.clear();
      other.apply(List.of(document(2)), List.of(projected(2, 1L, "tide")), new Head(CORPUS, 8));
      other.commit();
      assertThat(other.applied().position()).as("made anew by the other").isZero();
      assertThat(one.applied().position()).isZero();
    }
    try (PassageIndex later = open()) {
      assertThat(later.applied().position()).isZero();
    }
  }

  @Test
  void refusesAnIndexOfAnotherSpace() {
    try (PassageIndex index = open();
        PassageIndex other =
            new OpenSearchIndex(
                TestOpenSearch.cluster(),
                name,
                new EmbeddingSpace("other", 16, ""),
                Bm25.DEFAULT,
                IndexShape.USUAL)) {
      assertThat(index.size()).isZero();
      OpenSearchException fault = catchThrowableOfType(OpenSearchException.class, other::applied);
      assertThat(fault.fault()).isEqualTo(Fault.MISMATCH);
      assertThat(fault).hasMessageContaining("\"words 16\"").hasMessageContaining("\"other 16\"");
      assertThatThrownBy(() -> index.vector(new float[3], ANN, 10))
          .hasMessageContaining("16 numbers")
          .hasMessageContaining("one of 3");
    }
  }

  @Test
  void withAPartMissingThereIsNoAnswerAndLaterTheWholeOne() throws Exception {
    OpenSearchNodes nodes = TestOpenSearch.nodes();
    try (PassageIndex index = open()) {
      index.apply(List.of(document(1)), List.of(projected(1, 1L, "tide")), new Head(CORPUS, 1));
      index.commit();
      // One copy, on the node that goes away.
      settings(
          Map.of("index.number_of_replicas", 0, "index.routing.allocation.require._name", "node1"));
      nodes.awaitGreen();

      nodes.kill(1);
      try {
        OpenSearchException fault =
            catchThrowableOfType(OpenSearchException.class, () -> index.lexical(TIDE, ANN, 10));
        assertThat(fault.fault()).isEqualTo(Fault.DEGRADED);
        assertThat(fault).hasMessageContaining("_cluster/health");
        assertThatThrownBy(() -> index.vector(CorpusFixture.vector("tide"), ANN, 10))
            .isInstanceOf(IndexUnavailableException.class);
        assertThatThrownBy(index::size).isInstanceOf(IndexUnavailableException.class);
        assertThatThrownBy(() -> index.apply(List.of(document(1)), List.of(), new Head(CORPUS, 2)))
            .isInstanceOf(IndexUnavailableException.class);
        assertThat(index.applied().position()).isEqualTo(1);
        assertThat(index.health())
            .isInstanceOfSatisfying(
                IndexHealth.Away.class,
                away -> assertThat(away.reason()).contains("_cluster/health"));
      } finally {
        again(nodes, 1);
      }
      assertThat(index.health()).isEqualTo(new IndexHealth.Whole());
      assertThat(index.lexical(TIDE, ANN, 10)).as("not made anew").hasSize(1);
      index.apply(List.of(document(1)), List.of(), new Head(CORPUS, 2));
      assertThat(index.lexical(TIDE, ANN, 10)).isEmpty();
    }
  }

  @Test
  void withoutItsManagerItAnswersFromTheOtherCopy() throws Exception {
    OpenSearchNodes nodes = TestOpenSearch.nodes();
    nodes.awaitGreen();
    try (PassageIndex index = open()) {
      index.apply(List.of(document(1)), List.of(projected(1, 1L, "tide")), new Head(CORPUS, 1));
      index.commit();
      nodes.awaitGreen();

      nodes.kill(0);
      try {
        assertThat(index.lexical(TIDE, ANN, 10)).hasSize(1);
        assertThat(index.vector(CorpusFixture.vector("tide"), ANN, 10)).hasSize(1);
        assertThat(index.health()).isInstanceOf(IndexHealth.Weakened.class);
      } finally {
        again(nodes, 0);
      }
      index.apply(
          List.of(document(1)), List.of(projected(1, 1L, "tide", "ebb")), new Head(CORPUS, 2));
      assertThat(index.size()).isEqualTo(2);
    }
  }

  private static void again(OpenSearchNodes nodes, int node) throws Exception {
    nodes.restart(node);
    nodes.awaitNodes(2);
    nodes.awaitGreen();
  }

  private PassageIndex open() {
    OpenSearchCluster cluster = TestOpenSearch.cluster();
    return new OpenSearchIndex(
        new OpenSearchCluster(
            cluster.urls(), Optional.empty(), Optional.empty(), Duration.ofSeconds(8)),
        name,
        CorpusFixture.SPACE,
        Bm25.DEFAULT,
        IndexShape.USUAL);
  }

  private void settings(Map<String, Object> settings) {
    try (OpenSearchClient client = new OpenSearchClient(TestOpenSearch.cluster())) {
      client.send("PUT", "/" + name + "/_settings", settings);
    }
  }

  private static List<Projected> documents(Random random, int count) {
    return IntStream.rangeClosed(1, count)
        .mapToObj(
            document ->
                projected(
                    document,
                    1L,
                    IntStream.range(0, 3).mapToObj(_ -> text(random)).toArray(String[]::new)))
        .toList();
  }

  /** Words, some of them frequent, and now and then an identifier. */
  private static String text(Random random) {
    return IntStream.range(0, 5 + random.nextInt(20))
        .mapToObj(
            _ -> {
              int word = (int) (40 * random.nextDouble() * random.nextDouble());
              return random.nextInt(20) == 0 ? "getW" + word + "Name" : "w" + word;
            })
        .collect(Collectors.joining(" "));
  }

  private static Projected projected(int document, long reader, String... passages) {
    List<ProjectedPassage> projected =
        IntStream.range(0, passages.length)
            .mapToObj(
                n ->
                    new ProjectedPassage(
                        new UUID(document, n),
                        new Passage(n, n, n + 1, null, List.of(), passages[n]),
                        CorpusFixture.vector(passages[n])))
            .toList();
    return new Projected(
        document(document), Set.of(reader), Set.of(), "", CorpusFixture.PLAIN, projected);
  }

  private static UUID document(int number) {
    return new UUID(2, number);
  }

  private static List<UUID> ids(List<Projected> documents) {
    return documents.stream().map(Projected::documentId).toList();
  }
}
