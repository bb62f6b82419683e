package dev.millrace.retrieval.index;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.retrieval.CorpusFixture;
import dev.millrace.retrieval.corpus.CorpusLog.Head;
import dev.millrace.retrieval.corpus.CorpusLog.Projected;
import dev.millrace.retrieval.corpus.CorpusLog.ProjectedPassage;
import dev.millrace.retrieval.corpus.EmbeddingSpace;
import dev.millrace.retrieval.corpus.Passage;
import dev.millrace.retrieval.index.LuceneIndex.Bm25;
import dev.millrace.retrieval.index.PassageIndex.AccessFilter;
import dev.millrace.retrieval.index.PassageIndex.Candidate;
import dev.millrace.retrieval.index.PassageIndex.Wording;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.lucene.util.VectorUtil;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The nearest passages that a viewer may read, as the index finds them and as a walk through the
 * graph alone does, which is what is left where passages are too many to look at each; compared
 * with those found by looking at every one. {@code -Dtest.passages=200000} for more passages. The
 * table is printed.
 *
 * <p>Hundreds of passages lie close together on each matter, as with copies, versions and forms
 * that were filled in: among them a walk that goes through visible passages only loses its way.
 * With {@code -Dtest.passages=60000} Lucene's filtered walk found .94 of them with 5 % visible.
 */
class FilteredVectorsTest {
  private static final int PASSAGES = Integer.getInteger("test.passages", 20_000);
  private static final int PASSAGES_IN_A_DOCUMENT = 5;
  private static final int DOCUMENTS_ON_A_MATTER = 50;
  private static final int DOCUMENTS = PASSAGES / PASSAGES_IN_A_DOCUMENT;
  private static final int MATTERS = DOCUMENTS / DOCUMENTS_ON_A_MATTER;
  private static final int DOCUMENTS_AT_ONCE = 400;
  private static final int QUERIES = 100;
  private static final int WANTED = 10;

  /** As many as a search looks for, to have the nearest of them right. */
  private static final int WALKED = 100;

  private static final double LEAST_RECALL = .95;

  private static final EmbeddingSpace SPACE = new EmbeddingSpace("topics", 384, "");
  private static final TopicVectors VECTORS = new TopicVectors(SPACE.dimension(), 20_261_121);

  /**
   * Somebody who may read a share of the documents.
   *
   * @param spread how the share lies in the whole: documents anywhere, or all on some matters, so
   *     that most queries are about what he may not read and begin far from what he may
   */
  private record Reader(long principal, double share, Spread spread, Set<Integer> documents) {
    static Reader of(long principal, double share, Spread spread) {
      int groups = spread == Spread.ANYWHERE ? DOCUMENTS : MATTERS;
      List<Integer> shuffled = new ArrayList<>(IntStream.range(0, groups).boxed().toList());
      Collections.shuffle(shuffled, new Random(principal));
      Set<Integer> chosen =
          new HashSet<>(shuffled.subList(0, Math.max(1, (int) Math.round(share * groups))));
      Set<Integer> documents = new HashSet<>();
      for (int document = 0; document < DOCUMENTS; document++) {
        int group = spread == Spread.ANYWHERE ? document : document / DOCUMENTS_ON_A_MATTER;
        if (chosen.contains(group)) {
          documents.add(document);
        }
      }
      return new Reader(principal, share, spread, documents);
    }
  }

  private enum Spread {
    ANYWHERE,
    ON_SOME_MATTERS
  }

  /** A passage with its likeness to a query. */
  private record Near(int passage, float cosine) {}

  private static final List<Reader> READERS =
      List.of(
          Reader.of(1, .001, Spread.ANYWHERE),
          Reader.of(2, .01, Spread.ANYWHERE),
          Reader.of(3, .05, Spread.ANYWHERE),
          Reader.of(4, .20, Spread.ANYWHERE),
          Reader.of(5, 1, Spread.ANYWHERE),
          Reader.of(6, .001, Spread.ON_SOME_MATTERS),
          Reader.of(7, .01, Spread.ON_SOME_MATTERS),
          Reader.of(8, .05, Spread.ON_SOME_MATTERS),
          Reader.of(9, .20, Spread.ON_SOME_MATTERS));

  @TempDir private Path folder;

  /** How passages are looked for. */
  private interface Looking {
    List<Candidate> nearest(float[] query, AccessFilter access);
  }

  @Test
  void theNearestThatAReaderMaySeeAreFound() {
    List<float[]> queries = queries();
    List<List<Set<UUID>>> nearest = nearest(queries);
    List<String> table = new ArrayList<>();
    List<Double> recalls = new ArrayList<>();
    try (LuceneIndex index = LuceneIndex.open(folder, SPACE, Bm25.DEFAULT)) {
      fill(index);
      for (int reader = 0; reader < READERS.size(); reader++) {
        Measured served =
            measured(
                (query, access) -> index.vector(query, access, WANTED),
                READERS.get(reader),
                queries,
                nearest.get(reader));
        Measured walked =
            measured(
                (query, access) -> walk(index, query, access),
                READERS.get(reader),
                queries,
                nearest.get(reader));
        recalls.add(served.recall());
        recalls.add(walked.recall());
        table.add(line(READERS.get(reader), served, walked));
      }
    }
    System.out.printf(
        Locale.ROOT,
        "Vector search among %,d passages, %d queries%n%s%n%s%n",
        PASSAGES,
        QUERIES,
        "visible   lying            passages  recall@10  median ms  by the graph alone",
        String.join("\n", table));

    assertThat(recalls).as(String.join("\n", table)).allMatch(recall -> recall >= LEAST_RECALL);
  }

  /** Through the graph however few passages are visible: among as many as these they are many. */
  private static List<Candidate> walk(LuceneIndex index, float[] query, AccessFilter access) {
    try {
      return index
          .opened()
          .look(
              Wording.plain(""),
              searcher ->
                  PassageFields.candidates(
                      searcher,
                      searcher.search(
                              new NearestPassages(
                                  query, WALKED, PassageFields.visible(access), Integer.MAX_VALUE),
                              WALKED)
                          .scoreDocs));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * What came of one reader's queries.
   *
   * @param ms the median
   */
  private record Measured(double recall, double ms) {}

  private static Measured measured(
      Looking looking, Reader reader, List<float[]> queries, List<Set<UUID>> nearest) {
    AccessFilter access = new AccessFilter(Set.of(reader.principal()));
    int found = 0;
    int wanted = 0;
    long[] nanos = new long[queries.size()];
    for (int query = 0; query < queries.size(); query++) {
      long start = System.nanoTime();
      List<Candidate> candidates = looking.nearest(queries.get(query), access);
      nanos[query] = System.nanoTime() - start;
      Set<UUID> right = nearest.get(query);
      wanted += right.size();
      found +=
          (int)
              candidates.stream()
                  .filter(candidate -> right.contains(candidate.passageId()))
                  .count();
    }
    Arrays.sort(nanos);
    return new Measured((double) found / wanted, nanos[nanos.length / 2] / 1e6);
  }

  private static String line(Reader reader, Measured served, Measured walked) {
    return String.format(
        Locale.ROOT,
        "%6.1f %%  %-15s %9d  %9.3f  %9.2f  %9.3f  %6.2f",
        reader.share() * 100,
        reader.spread().name().toLowerCase(Locale.ROOT).replace('_', ' '),
        reader.documents().size() * PASSAGES_IN_A_DOCUMENT,
        served.recall(),
        served.ms(),
        walked.recall(),
        walked.ms());
  }

  private static List<float[]> queries() {
    Random random = new Random(7);
    return IntStream.range(0, QUERIES)
        .mapToObj(query -> VECTORS.query(query, random.nextInt(MATTERS)))
        .toList();
  }

  /** For each reader and query the nearest passages that he may read, by looking at each. */
  private static List<List<Set<UUID>>> nearest(List<float[]> queries) {
    List<List<PriorityQueue<Near>>> best =
        READERS.stream()
            .map(
                reader ->
                    queries.stream()
                        .map(query -> new PriorityQueue<>(Comparator.comparingDouble(Near::cosine)))
                        .toList())
            .toList();
    for (int passage = 0; passage < PASSAGES; passage++) {
      float[] vector = vector(passage);
      int document = passage / PASSAGES_IN_A_DOCUMENT;
      for (int query = 0; query < queries.size(); query++) {
        Near near = new Near(passage, VectorUtil.dotProduct(vector, queries.get(query)));
        for (int reader = 0; reader < READERS.size(); reader++) {
          if (READERS.get(reader).documents().contains(document)) {
            offer(best.get(reader).get(query), near);
          }
        }
      }
    }
    return best.stream()
        .map(of -> of.stream().map(FilteredVectorsTest::identities).toList())
        .toList();
  }

  private static void offer(PriorityQueue<Near> best, Near near) {
    if (best.size() < WANTED) {
      best.add(near);
    } else if (best.element().cosine() < near.cosine()) {
      best.remove();
      best.add(near);
    }
  }

  private static Set<UUID> identities(PriorityQueue<Near> best) {
    Set<UUID> ids = new HashSet<>();
    best.forEach(near -> ids.add(id(near.passage())));
    return ids;
  }

  /** As the follower does it: documents in stretches, so that there are several segments. */
  private static void fill(LuceneIndex index) {
    for (int from = 0; from < DOCUMENTS; from += DOCUMENTS_AT_ONCE) {
      int to = Math.min(DOCUMENTS, from + DOCUMENTS_AT_ONCE);
      List<Projected> documents =
          IntStream.range(from, to).mapToObj(FilteredVectorsTest::document).toList();
      index.apply(
          documents.stream().map(Projected::documentId).toList(),
          documents,
          new Head(new UUID(1, 1), to));
    }
  }

  private static Projected document(int document) {
    Set<Long> allow = new HashSet<>();
    READERS.stream()
        .filter(reader -> reader.documents().contains(document))
        .forEach(reader -> allow.add(reader.principal()));
    List<ProjectedPassage> passages =
        IntStream.range(0, PASSAGES_IN_A_DOCUMENT)
            .mapToObj(
                n -> {
                  int passage = document * PASSAGES_IN_A_DOCUMENT + n;
                  return new ProjectedPassage(
                      id(passage),
                      new Passage(n, n, n + 1, null, List.of(), "text"),
                      vector(passage));
                })
            .toList();
    return new Projected(new UUID(2, document), allow, Set.of(), "", CorpusFixture.PLAIN, passages);
  }

  private static UUID id(int passage) {
    return new UUID(3, passage);
  }

  private static float[] vector(int passage) {
    return VECTORS.passage(passage, passage / PASSAGES_IN_A_DOCUMENT / DOCUMENTS_ON_A_MATTER);
  }
}
