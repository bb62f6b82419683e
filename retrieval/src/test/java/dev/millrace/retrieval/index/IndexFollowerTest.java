package dev.millrace.retrieval.index;

import static dev.millrace.retrieval.CorpusFixture.SPACE;
import static dev.millrace.retrieval.CorpusFixture.WORKSPACE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.retrieval.CorpusFixture;
import dev.millrace.retrieval.corpus.CorpusWriter.Written;
import dev.millrace.retrieval.index.LuceneIndex.Bm25;
import dev.millrace.retrieval.index.PassageIndex.AccessFilter;
import dev.millrace.retrieval.index.PassageIndex.Candidate;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IndexFollowerTest {
  @TempDir private Path folder;
  private final CorpusFixture it = new CorpusFixture();

  @Test
  void followsWritesAndRemovals() throws Exception {
    try (LuceneIndex index = open();
        IndexFollower follower = follower(index)) {
      follower.start();
      Written written = it.write("a.txt", "tide");
      assertThat(follower.await(written.position(), Duration.ofSeconds(20))).isTrue();
      assertThat(find(index)).hasSize(1);

      long gone = it.corpus.remove(WORKSPACE, written.documentId()).orElseThrow();
      assertThat(follower.await(gone, Duration.ofSeconds(20))).isTrue();
      assertThat(find(index)).isEmpty();
      assertThat(follower.ready()).isTrue();
      assertThat(follower.await(gone + 1, Duration.ofMillis(1))).isFalse();
    }
  }

  /** Without a commit the index loses everything, as with kill -9; the log brings it back. */
  @Test
  void replaysWhatACrashLost() throws IOException {
    it.write("a.txt", "tide one");
    try (LuceneIndex index = open();
        IndexFollower follower = follower(index)) {
      follower.catchUp();
    }
    it.write("b.txt", "tide two");
    IndexFolder crashed = IndexFolder.open(folder, SPACE, Bm25.DEFAULT.similarity());
    crashed.abandon();

    try (LuceneIndex index = open();
        IndexFollower follower = follower(index)) {
      assertThat(index.applied().position()).isEqualTo(1);
      follower.catchUp();
      assertThat(find(index)).hasSize(2);
    }
  }

  /** Lucene gives a writer up when it could not write. */
  @Test
  void goesOnAfterTheWriterGaveUp() throws Exception {
    try (LuceneIndex index = open();
        IndexFollower follower = follower(index)) {
      follower.start();
      long first = it.write("a.txt", "tide one").position();
      assertThat(follower.await(first, Duration.ofSeconds(20))).isTrue();
      index.opened().writer().rollback();

      long second = it.write("b.txt", "tide two").position();
      assertThat(follower.await(second, Duration.ofSeconds(20))).isTrue();
      assertThat(find(index)).hasSize(2);
    }
  }

  @Test
  void rebuildsAnIndexOfAnotherCorpusOrAheadOfTheLog() throws Exception {
    it.write("a.txt", "tide one");
    it.write("b.txt", "tide two");
    List<Candidate> whole = caughtUp();

    execute("UPDATE workspace SET corpus_id = gen_random_uuid()");
    assertThat(caughtUp()).isEqualTo(whole);

    execute("DELETE FROM document WHERE external_id = 'b.txt'");
    execute("DELETE FROM corpus_log WHERE position = 2");
    execute("UPDATE workspace SET position = 1");
    assertThat(caughtUp()).hasSize(1);
  }

  @Test
  void rebuildsADeletedIndex() throws Exception {
    for (int i = 0; i < 100; i++) {
      it.write(i + ".txt", "tide " + i);
    }
    List<Candidate> whole = caughtUp();
    for (Path file : files()) {
      Files.delete(file);
    }

    assertThat(caughtUp()).isEqualTo(whole);
  }

  /** Whatever byte of whatever file is wrong: the index is whole again, or was not harmed. */
  @Test
  void rebuildsADamagedIndex() throws Exception {
    for (int i = 0; i < 40; i++) {
      it.write(i + ".txt", "tide " + i);
    }
    List<Candidate> whole = caughtUp();
    Random random = new Random(11);
    for (int round = 0; round < 12; round++) {
      List<Path> files = files();
      Path file = files.get(random.nextInt(files.size()));
      byte[] bytes = Files.readAllBytes(file);
      if (round % 4 == 3) {
        Files.write(file, java.util.Arrays.copyOf(bytes, bytes.length / 2));
      } else if (bytes.length > 0) {
        bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        Files.write(file, bytes);
      }
      assertThat(caughtUp()).as("round %d, %s", round, file.getFileName()).isEqualTo(whole);
    }
  }

  private List<Candidate> caughtUp() {
    try (LuceneIndex index = open();
        IndexFollower follower = follower(index)) {
      follower.catchUp();
      return find(index);
    }
  }

  private List<Candidate> find(LuceneIndex index) {
    return index.lexical("tide", new AccessFilter(it.viewer("ann").principals()), 1_000);
  }

  private LuceneIndex open() {
    return LuceneIndex.open(folder, SPACE, Bm25.DEFAULT);
  }

  private IndexFollower follower(LuceneIndex index) {
    return new IndexFollower(it.log, index, WORKSPACE, SPACE);
  }

  private List<Path> files() throws IOException {
    List<Path> files = new ArrayList<>();
    try (DirectoryStream<Path> all = Files.newDirectoryStream(folder)) {
      all.forEach(files::add);
    }
    files.sort(null);
    return files;
  }

  private void execute(String sql) throws Exception {
    try (Connection connection = it.dataSource.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
