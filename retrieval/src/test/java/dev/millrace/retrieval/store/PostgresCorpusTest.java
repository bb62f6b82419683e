package dev.millrace.retrieval.store;

import static dev.millrace.retrieval.CorpusFixture.SOURCE;
import static dev.millrace.retrieval.CorpusFixture.SPACE;
import static dev.millrace.retrieval.CorpusFixture.WORKSPACE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.retrieval.CorpusFixture;
import dev.millrace.retrieval.corpus.AccessLabel;
import dev.millrace.retrieval.corpus.CorpusLog.Entry;
import dev.millrace.retrieval.corpus.CorpusWriter.Change;
import dev.millrace.retrieval.corpus.CorpusWriter.Known;
import dev.millrace.retrieval.corpus.CorpusWriter.Written;
import dev.millrace.retrieval.corpus.EmbeddedPassage;
import dev.millrace.retrieval.corpus.Passage;
import dev.millrace.retrieval.corpus.Principal;
import dev.millrace.retrieval.corpus.Rights;
import dev.millrace.retrieval.corpus.Sensitivity;
import dev.millrace.retrieval.corpus.SourceDocument;
import dev.millrace.retrieval.search.Evidence;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PostgresCorpusTest {
  private final CorpusFixture it = new CorpusFixture();

  @Test
  void writesOnceAndKnowsWhatIsUnchanged() {
    Written first = it.write("a.txt", "one\ntwo");
    Written again = it.write("a.txt", "one\ntwo");
    Written changed = it.write("a.txt", "one\nthree");

    assertThat(first.change()).isEqualTo(Change.ADDED);
    assertThat(again.change()).isEqualTo(Change.UNCHANGED);
    assertThat(again.position()).isEqualTo(first.position());
    assertThat(changed.change()).isEqualTo(Change.CHANGED);
    assertThat(changed.documentId()).isEqualTo(first.documentId());
    assertThat(changed.position()).isGreaterThan(first.position());
    assertThat(texts(first.documentId())).containsExactly("one", "three");
  }

  @Test
  void keepsPassageIdentityForEqualText() {
    Written first = it.write("a.txt", "one\ntwo");
    List<UUID> before = passageIds(first.documentId());
    it.write("a.txt", "other");
    it.write("a.txt", "one\ntwo");

    assertThat(passageIds(first.documentId())).isEqualTo(before);
  }

  @Test
  void keepsOffsetsInCodePointsAndTextWithoutNul() {
    Written written = it.write("emoji.txt", "tide 🌊\u0000 gauge\nnext 🚢 line");

    for (Evidence evidence : it.evidence.passages(it.viewer("ann"), written.documentId(), 0, 10)) {
      assertThat(slice(written.documentId(), evidence.start(), evidence.end()))
          .isEqualTo(evidence.text());
    }
    assertThat(texts(written.documentId())).containsExactly("tide 🌊 gauge", "next 🚢 line");
  }

  @Test
  void aMovedFileKeepsItsIdentity() {
    Written first = it.write("old.txt", "one");
    SourceDocument moved =
        it.document("new.txt", "one", AccessLabel.EVERYONE, Optional.of(first.documentId()));
    Written second = it.write(moved);

    assertThat(second.documentId()).isEqualTo(first.documentId());
    assertThat(second.change()).isEqualTo(Change.CHANGED);
    assertThat(it.corpus.known(WORKSPACE, SOURCE, "", 100))
        .extracting(Known::externalId)
        .containsExactly("new.txt");
  }

  @Test
  void removesEverything() {
    Written written = it.write("a.txt", "one");

    assertThat(it.corpus.remove(WORKSPACE, written.documentId())).hasValue(written.position() + 1);
    assertThat(it.corpus.remove(WORKSPACE, written.documentId())).isEmpty();
    assertThat(count("document")).isZero();
    assertThat(count("revision")).isZero();
    assertThat(count("passage")).isZero();
    assertThat(count("vector")).isZero();
  }

  @Test
  void relabelsWithoutTouchingText() {
    Written written = it.write("a.txt", "one");
    AccessLabel label =
        new AccessLabel(Set.of(Principal.group("hr")), Set.of(Principal.user("eve")));

    assertThat(
            it.corpus.relabel(
                WORKSPACE, written.documentId(), new Rights(label, Sensitivity.CONFIDENTIAL)))
        .isPresent();
    Known known = it.corpus.known(WORKSPACE, SOURCE, "", 100).getFirst();
    assertThat(known.rights().label()).isEqualTo(label);
    assertThat(known.rights().sensitivity()).isEqualTo(Sensitivity.CONFIDENTIAL);
    assertThat(it.evidence.document(it.viewer("ann"), written.documentId())).isEmpty();
  }

  @Test
  void refusesAPassageThatIsNotTheTextAndAVectorOfAnotherSpace() {
    SourceDocument document =
        it.document("a.txt", "one two", AccessLabel.EVERYONE, Optional.empty());
    Passage wrong = new Passage(0, 0, 3, null, List.of(), "two");
    Passage right = new Passage(0, 0, 3, null, List.of(), "one");

    assertThatThrownBy(
            () -> write(document, new EmbeddedPassage(wrong, CorpusFixture.vector("two"))))
        .hasMessageContaining("a.txt is not the text at its offsets");
    assertThatThrownBy(() -> write(document, new EmbeddedPassage(right, new float[3])))
        .hasMessageContaining("3 dimensions");
    assertThatThrownBy(
            () -> write(document, new EmbeddedPassage(right, new float[SPACE.dimension()])))
        .hasMessageContaining("length 0.0 instead of 1");
    assertThat(count("document")).isZero();
  }

  private Written write(SourceDocument document, EmbeddedPassage passage) {
    return it.corpus.write(document, "lines", SPACE, List.of(passage));
  }

  /**
   * Writers overlap while a reader follows the log as an index does, by "everything after my
   * position". With positions from a sequence the reader passes over rows that commit late.
   */
  @Test
  void interleavedTransactionsLoseNoLogRow() throws Exception {
    AtomicBoolean writing = new AtomicBoolean(true);
    Set<Long> followed = new TreeSet<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<?> reader =
          threads.submit(
              () -> {
                long at = 0;
                while (true) {
                  boolean last = !writing.get();
                  for (Entry entry : it.log.after(WORKSPACE, at, 7)) {
                    followed.add(entry.position());
                    at = entry.position();
                  }
                  if (last && at == it.log.head(WORKSPACE).position()) {
                    return null;
                  }
                }
              });
      List<Future<?>> writers = new ArrayList<>();
      for (int w = 0; w < 8; w++) {
        Random random = new Random(w);
        writers.add(
            threads.submit(
                () -> {
                  for (int i = 0; i < 25; i++) {
                    String name = random.nextInt(12) + ".txt";
                    Written written =
                        it.write(
                            name,
                            "text " + random.nextInt(1000) + "\nmore".repeat(random.nextInt(20)));
                    if (random.nextInt(4) == 0) {
                      it.corpus.relabel(
                          WORKSPACE,
                          written.documentId(),
                          new Rights(AccessLabel.EVERYONE, Sensitivity.PUBLIC));
                    }
                  }
                }));
      }
      for (Future<?> writer : writers) {
        writer.get();
      }
      writing.set(false);
      reader.get();
    }

    long head = it.log.head(WORKSPACE).position();
    assertThat(head).isGreaterThan(100);
    assertThat(followed)
        .containsExactlyElementsOf(
            IntStream.rangeClosed(1, (int) head).mapToObj(Long::valueOf).toList());
  }

  private List<String> texts(UUID document) {
    return it.evidence.passages(it.viewer("ann"), document, 0, 100).stream()
        .map(Evidence::text)
        .toList();
  }

  private List<UUID> passageIds(UUID document) {
    return it.evidence.passages(it.viewer("ann"), document, 0, 100).stream()
        .map(Evidence::passageId)
        .toList();
  }

  /** By Postgres, so that Java's idea of offsets is checked against another's. */
  private String slice(UUID document, int start, int end) {
    return Sql.one(
        it.dataSource,
        "SELECT substr(text, %d, %d) FROM revision WHERE document_id = '%s'"
            .formatted(start + 1, end - start, document));
  }

  private int count(String table) {
    return Integer.parseInt(Sql.one(it.dataSource, "SELECT count(*)::text FROM " + table));
  }

  private static final class Sql {
    static String one(javax.sql.DataSource dataSource, String sql) {
      try (Connection connection = dataSource.getConnection();
          Statement statement = connection.createStatement();
          java.sql.ResultSet row = statement.executeQuery(sql)) {
        row.next();
        return row.getString(1);
      } catch (java.sql.SQLException e) {
        throw new IllegalStateException(sql, e);
      }
    }
  }
}
