package dev.millrace.retrieval.store;

import static dev.millrace.retrieval.CorpusFixture.WORKSPACE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.retrieval.CorpusFixture;
import dev.millrace.retrieval.corpus.AccessLabel;
import dev.millrace.retrieval.corpus.CorpusWriter.Written;
import dev.millrace.retrieval.corpus.Principal;
import dev.millrace.retrieval.corpus.Revision;
import dev.millrace.retrieval.corpus.Rights;
import dev.millrace.retrieval.corpus.Sensitivity;
import dev.millrace.retrieval.corpus.SourceDocument;
import dev.millrace.retrieval.corpus.Viewer;
import dev.millrace.retrieval.search.CitedText.Opened;
import dev.millrace.retrieval.search.CitedText.Place;
import dev.millrace.retrieval.search.CitedText.Standing;
import dev.millrace.retrieval.search.Evidence;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What was cited is opened when its document has changed, and by nobody who may not read it. */
class PostgresRevisionsTest {
  private static final Duration KEPT = Duration.ofDays(30);

  private final CorpusFixture it = new CorpusFixture();
  private final PostgresRevisions revisions = new PostgresRevisions(it.dataSource, WORKSPACE, KEPT);
  private final Viewer ann = it.viewer("ann");

  private static Place place(Written written) {
    return new Place(written.documentId(), written.revision());
  }

  @Test
  void opensExactlyWhatWasCitedWhetherTheDocumentChangedOrNot() {
    Written first = it.write("a.txt", "tide 🌊 gauge\nsecond line");
    Opened.Text before = text(revisions.open(ann, place(first), 5, 12));
    Written second = it.write("a.txt", "something else");

    Opened.Text after = text(revisions.open(ann, place(first), 5, 12));

    assertThat(before.text()).isEqualTo("🌊 gauge");
    assertThat(before.superseded()).isEmpty();
    assertThat(after.text()).isEqualTo("🌊 gauge");
    assertThat(after.externalId()).isEqualTo("a.txt");
    assertThat(after.superseded()).isPresent();
    assertThat(text(revisions.open(ann, place(second), 0, 14)).text()).isEqualTo("something else");
    assertThat(revisions.open(ann, place(second), 0, 15)).isEqualTo(new Opened.NoSpan(14));
    assertThat(revisions.open(ann, place(first), 0, Integer.MAX_VALUE))
        .isEqualTo(new Opened.NoSpan(24));
  }

  @Test
  void knowsThePageOfATextWithPages() {
    SourceDocument plain = it.document("a.pdf", "one\ntwo", AccessLabel.EVERYONE, Optional.empty());
    SourceDocument paged =
        new SourceDocument(
            plain.key(),
            Optional.empty(),
            plain.uri(),
            plain.title(),
            plain.mediaType(),
            null,
            Map.of(),
            plain.rights(),
            plain.contentHash(),
            plain.text(),
            "pages 1",
            List.of(0, 4));
    Written written = it.write(paged);

    assertThat(text(revisions.open(ann, place(written), 0, 3)).page()).isEqualTo(1);
    assertThat(text(revisions.open(ann, place(written), 4, 7)).page()).isEqualTo(2);
    assertThat(text(revisions.open(ann, place(it.write("b.txt", "x")), 0, 1)).page()).isNull();
  }

  @Test
  void nothingElseShowsOldText() {
    Written first = it.write("a.txt", "old words");
    it.write("a.txt", "new words");

    assertThat(it.evidence.passages(ann, first.documentId(), 0, 10))
        .extracting(Evidence::text)
        .containsExactly("new words");
    assertThat(it.evidence.document(ann, first.documentId()).orElseThrow().text())
        .isEqualTo("new words");
    assertThat(count("SELECT count(*) FROM revision")).isEqualTo(2);
    assertThat(count("SELECT count(*) FROM passage")).isEqualTo(1);
    assertThat(count("SELECT count(*) FROM vector")).isEqualTo(1);
  }

  @Test
  void theAccessOfTodayCounts() {
    AccessLabel hr = new AccessLabel(Set.of(Principal.group("hr")), Set.of());
    Written first = it.write("a.txt", "one two");
    it.write("a.txt", "three four");

    it.corpus.relabel(WORKSPACE, first.documentId(), new Rights(hr, Sensitivity.CONFIDENTIAL));
    assertThat(revisions.open(ann, place(first), 0, 3)).isEqualTo(new Opened.Gone());
    assertThat(revisions.standing(ann, List.of(place(first))))
        .containsExactly(Map.entry(place(first), Standing.GONE));

    it.directory.setMembers(WORKSPACE, Principal.group("hr"), Set.of(Principal.user("ann")));
    assertThat(text(revisions.open(it.viewer("ann"), place(first), 0, 3)).text()).isEqualTo("one");
  }

  @Test
  void aDeletedDocumentsOldTextIsGoneAtOnce() {
    Written first = it.write("a.txt", "one");
    it.write("a.txt", "two");

    it.corpus.remove(WORKSPACE, first.documentId());

    assertThat(revisions.open(ann, place(first), 0, 1)).isEqualTo(new Opened.Gone());
    assertThat(count("SELECT count(*) FROM revision")).isZero();
  }

  @Test
  void whatIsTooOldIsOverBeforeItIsRemoved() throws SQLException {
    Written first = it.write("a.txt", "one");
    Written second = it.write("a.txt", "two");
    it.write("a.txt", "three");
    assertThat(revisions.forget()).isZero();
    age(first.revision(), KEPT);
    age(second.revision(), KEPT.minusMinutes(1));

    assertThat(revisions.open(ann, place(first), 0, 1)).isEqualTo(new Opened.Over());
    assertThat(text(revisions.open(ann, place(second), 0, 3)).text()).isEqualTo("two");
    assertThat(revisions.forget()).isEqualTo(1);
    assertThat(revisions.open(ann, place(first), 0, 1)).isEqualTo(new Opened.Over());
    assertThat(text(revisions.open(ann, place(second), 0, 3)).text()).isEqualTo("two");
  }

  @Test
  void aTextThatComesBackIsNotOldAnyMore() throws SQLException {
    Written first = it.write("a.txt", "one");
    it.write("a.txt", "two");
    age(first.revision(), KEPT);

    Written again = it.write("a.txt", "one");

    assertThat(again.revision()).isEqualTo(first.revision());
    assertThat(revisions.forget()).isZero();
    assertThat(text(revisions.open(ann, place(first), 0, 3)).superseded()).isEmpty();
    assertThat(it.evidence.passages(ann, first.documentId(), 0, 10)).hasSize(1);
  }

  @Test
  void tellsHowEachPlaceFares() throws SQLException {
    Written first = it.write("a.txt", "one");
    Written second = it.write("a.txt", "two");
    Written third = it.write("a.txt", "three");
    age(first.revision(), KEPT);
    Place never = new Place(UUID.randomUUID(), first.revision());

    assertThat(
            revisions.standing(
                ann, List.of(place(first), place(second), place(third), never, place(third))))
        .isEqualTo(
            Map.of(
                place(first),
                Standing.OVER,
                place(second),
                Standing.SUPERSEDED,
                place(third),
                Standing.CURRENT,
                never,
                Standing.GONE));
    assertThat(revisions.standing(ann, List.of())).isEmpty();
  }

  @Test
  void keepingNothingIsPossible() {
    PostgresRevisions none = new PostgresRevisions(it.dataSource, WORKSPACE, Duration.ZERO);
    Written first = it.write("a.txt", "one");
    it.write("a.txt", "two");

    assertThat(none.open(ann, place(first), 0, 1)).isEqualTo(new Opened.Over());
    assertThat(none.forget()).isEqualTo(1);
  }

  private static Opened.Text text(Opened opened) {
    assertThat(opened).isInstanceOf(Opened.Text.class);
    return (Opened.Text) opened;
  }

  /** As if it had been replaced so long ago. */
  private void age(Revision revision, Duration by) throws SQLException {
    try (Connection connection = it.dataSource.getConnection();
        var statement =
            connection.prepareStatement(
                """
                UPDATE revision SET superseded_at = now() - ? * interval '1 millisecond'
                WHERE revision = ? AND superseded_at IS NOT NULL
                """)) {
      statement.setLong(1, by.toMillis());
      statement.setBytes(2, revision.bytes());
      assertThat(statement.executeUpdate()).isEqualTo(1);
    }
  }

  private int count(String sql) {
    try (Connection connection = it.dataSource.getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getInt(1);
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }
}
