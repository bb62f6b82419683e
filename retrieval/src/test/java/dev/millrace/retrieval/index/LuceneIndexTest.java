package dev.millrace.retrieval.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.retrieval.CorpusFixture;
import dev.millrace.retrieval.corpus.CorpusLog.Head;
import dev.millrace.retrieval.corpus.CorpusLog.Projected;
import dev.millrace.retrieval.corpus.CorpusLog.ProjectedPassage;
import dev.millrace.retrieval.corpus.EmbeddingSpace;
import dev.millrace.retrieval.corpus.Passage;
import dev.millrace.retrieval.index.LuceneIndex.Bm25;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.store.FSDirectory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LuceneIndexTest extends PassageIndexContract {
  @TempDir private Path folder;

  @Override
  PassageIndex open() {
    return LuceneIndex.open(folder.resolve("index"), CorpusFixture.SPACE, Bm25.DEFAULT);
  }

  private static Projected document(int number, float[] vector) {
    Passage passage = new Passage(0, 0, 4, null, List.of(), "text");
    return new Projected(
        new UUID(1, number),
        Set.of(1L),
        Set.of(),
        "",
        CorpusFixture.PLAIN,
        List.of(new ProjectedPassage(new UUID(2, number), passage, vector)));
  }

  @Test
  void holdsVectorsOfRemoteModels() {
    EmbeddingSpace large = new EmbeddingSpace("remote", 3072, "");
    float[] vector = new float[3072];
    vector[5] = 1;
    Projected document = document(1, vector);

    Path large3072 = folder.resolve("large");
    try (LuceneIndex index = LuceneIndex.open(large3072, large, Bm25.DEFAULT)) {
      index.apply(List.of(new UUID(1, 1)), List.of(document), new Head(new UUID(3, 3), 1));
      index.commit();
    }
    try (LuceneIndex index = LuceneIndex.open(large3072, large, Bm25.DEFAULT)) {
      assertThat(index.vector(vector, new PassageIndex.AccessFilter(Set.of(1L)), 1)).hasSize(1);
    }
  }

  @Test
  void whatWasMergedNeedNotBeMergedAgain() throws Exception {
    Path merged = folder.resolve("merged");
    try (LuceneIndex index = LuceneIndex.open(merged, CorpusFixture.SPACE, Bm25.DEFAULT)) {
      for (int document = 1; document <= 3; document++) {
        float[] vector = new float[CorpusFixture.SPACE.dimension()];
        vector[document] = 1;
        Projected one = document(document, vector);
        index.apply(List.of(one.documentId()), List.of(one), new Head(new UUID(3, 3), document));
      }
      index.commit();
      index.opened().writer().forceMerge(1);
    }
    try (DirectoryReader reader = DirectoryReader.open(FSDirectory.open(merged))) {
      assertThat(reader.leaves()).hasSize(1);
      assertThat(reader.numDocs()).isEqualTo(3);
    }
  }

  @Test
  void emptiesAnIndexOfAnotherSpace() {
    try (PassageIndex index =
        LuceneIndex.open(folder.resolve("other"), CorpusFixture.SPACE, Bm25.DEFAULT)) {
      index.apply(List.of(), List.of(), new Head(new UUID(3, 3), 5));
      index.commit();
    }
    EmbeddingSpace another = new EmbeddingSpace("another", 16, "");
    try (PassageIndex index = LuceneIndex.open(folder.resolve("other"), another, Bm25.DEFAULT)) {
      assertThat(index.applied().position()).isZero();
    }
  }

  /** As one that an earlier version of Millrace wrote. */
  @Test
  void emptiesAnIndexOfAnotherFormat() throws Exception {
    Path old = folder.resolve("old");
    try (LuceneIndex index = LuceneIndex.open(old, CorpusFixture.SPACE, Bm25.DEFAULT)) {
      index.apply(List.of(), List.of(), new Head(new UUID(3, 3), 5));
      index.commit();
      IndexWriter writer = index.opened().writer();
      Map<String, String> data = new HashMap<>();
      writer.getLiveCommitData().forEach(entry -> data.put(entry.getKey(), entry.getValue()));
      data.put("format", "1");
      writer.setLiveCommitData(data.entrySet());
      writer.commit();
    }
    try (LuceneIndex index = LuceneIndex.open(old, CorpusFixture.SPACE, Bm25.DEFAULT)) {
      assertThat(index.applied().position()).isZero();
    }
  }

  @Test
  void saysWhenTheFolderIsHeldOrIsAFile() throws Exception {
    try (PassageIndex first =
        LuceneIndex.open(folder.resolve("held"), CorpusFixture.SPACE, Bm25.DEFAULT)) {
      assertThat(first.size()).isZero();
      assertThatThrownBy(
              () -> LuceneIndex.open(folder.resolve("held"), CorpusFixture.SPACE, Bm25.DEFAULT))
          .hasMessageContaining(folder.resolve("held").toString());
    }
    Path file = Files.writeString(folder.resolve("file"), "x");
    assertThatThrownBy(() -> LuceneIndex.open(file, CorpusFixture.SPACE, Bm25.DEFAULT))
        .hasMessageContaining(file.toString());
  }
}
