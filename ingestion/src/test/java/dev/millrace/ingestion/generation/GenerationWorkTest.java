package dev.millrace.ingestion.generation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.ingestion.HashedWords;
import dev.millrace.retrieval.TestPostgres;
import dev.millrace.retrieval.corpus.Clearance;
import dev.millrace.retrieval.corpus.EmbeddingSpace;
import dev.millrace.retrieval.corpus.Generation;
import dev.millrace.retrieval.corpus.Generation.State;
import dev.millrace.retrieval.corpus.Passage;
import dev.millrace.retrieval.corpus.Sensitivity;
import dev.millrace.retrieval.embedding.Embedder;
import dev.millrace.retrieval.embedding.EmbeddingException;
import dev.millrace.retrieval.search.Evidence;
import dev.millrace.retrieval.search.SearchMode;
import dev.millrace.retrieval.store.GenerationLeft;
import dev.millrace.retrieval.store.PostgresGenerations.Switching;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class GenerationWorkTest {
  private static final int DOCUMENTS = 40;

  @TempDir Path folder;
  private final DataSource dataSource = TestPostgres.freshDatabase();
  private final List<GenerationFixture> processes = new ArrayList<>();

  @AfterEach
  void close() {
    processes.forEach(GenerationFixture::close);
  }

  private GenerationFixture process() {
    return started(new GenerationFixture(dataSource, folder));
  }

  private GenerationFixture started(GenerationFixture process) {
    processes.add(process);
    return process;
  }

  private static void fill(GenerationFixture process) {
    for (int i = 0; i < DOCUMENTS; i++) {
      process.write("d" + i + ".md", text(i));
    }
  }

  private static String text(int i) {
    return "# Rule "
        + i
        + "\n\n## Leave\n\nEveryone has leave of "
        + i
        + " days, of which some may be taken in the year after. Ask the office for word"
        + i
        + ".\n\n## Pay\n\n"
        + "Pay comes on the last day of a month that has any work in it. ".repeat(3 + i % 5);
  }

  @Test
  void isBuiltBesideTheLiveOneWhichIsSearchedAllTheWhile() throws InterruptedException {
    GenerationFixture process = process();
    fill(process);
    Generation before = process.live();
    Generation next = process.build(GenerationFixture.TOKENS);
    assertThat(next.segmentation()).isEqualTo(before.segmentation());

    int rounds = 0;
    while (process.work.round()) {
      rounds++;
      process.write("pushed" + rounds + ".md", "A push with word" + 1_000 * rounds);
      for (SearchMode mode : List.of(SearchMode.VECTOR, SearchMode.LEXICAL, SearchMode.HYBRID)) {
        assertThat(process.names(before, mode, "word7 leave of 7 days")).contains("d7.md");
      }
      // As many as the index may have; none of it without its vector.
      process.names(next, SearchMode.VECTOR, "leave");
      if (rounds == 3) {
        process.corpus.remove(
            GenerationFixture.WORKSPACE, process.write("d5.md", text(5)).documentId());
      }
      if (rounds > 5) {
        break;
      }
    }
    process.finish();
    assertThat(process.now(next).state()).isEqualTo(State.READY);

    assertThat(process.generations.switchTo(next.id(), false))
        .isInstanceOf(Switching.Switched.class);
    Generation live = process.live();
    assertThat(live.id()).isEqualTo(next.id());
    assertThat(process.now(before).state()).isEqualTo(State.RETIRED);
    assertThat(process.names(live, SearchMode.VECTOR, "a push with word3000"))
        .contains("pushed3.md");
    assertThat(process.names(live, SearchMode.HYBRID, "rule 5 leave of 5 days word5"))
        .doesNotContain("d5.md")
        .isNotEmpty();
    assertThat(spacesOfPassages()).containsExactly("2 of 2");
  }

  @Test
  void isNotSwitchedToWhileItLacksAnything() {
    GenerationFixture process = process();
    fill(process);
    Generation next = process.build(GenerationFixture.TOKENS);
    assertThat(process.generations.switchTo(next.id(), false))
        .isEqualTo(new Switching.Behind(0, DOCUMENTS));
    process.finish();
    process.write("late.md", "A late word");
    assertThat(process.generations.switchTo(next.id(), false))
        .isEqualTo(new Switching.Behind(DOCUMENTS, DOCUMENTS + 1));
    assertThat(process.live().id()).isNotEqualTo(next.id());
    process.finish();
    assertThat(process.generations.switchTo(next.id(), false))
        .isInstanceOf(Switching.Switched.class);
    assertThat(process.generations.switchTo(99, false)).isInstanceOf(Switching.Unknown.class);
  }

  @Test
  void goesOnWhereAKilledProcessWas() throws InterruptedException {
    GenerationFixture writer = process();
    fill(writer);
    AtomicInteger left = new AtomicInteger(60);
    GenerationFixture killed =
        started(
            new GenerationFixture(
                dataSource, folder.resolve("."), new Dying(left), Duration.ofHours(1)));
    Generation next = killed.build(GenerationFixture.TOKENS);
    assertThatThrownBy(
            () -> {
              while (killed.work.round()) {
                // Until it dies.
              }
            })
        .isInstanceOf(Dying.Killed.class);
    long made = vectors(next);
    assertThat(made).isPositive();

    // Its lease holds: others stay away.
    writer.finish();
    assertThat(vectors(next)).isEqualTo(made);
    execute("UPDATE generation SET leased_until = now() - interval '1 second'");
    HashedWords model = (HashedWords) writer.fresh;
    writer.finish();

    assertThat(writer.now(next).state()).isEqualTo(State.READY);
    assertThat(vectors(next)).isEqualTo(vectors(writer.live()));
    // Some of them are made for one text in many documents.
    assertThat(model.embedded()).isBetween(1, (int) (vectors(next) - made));
  }

  @Test
  void rollingBackLosesNothingThatCameSince() {
    GenerationFixture process = process();
    fill(process);
    Generation first = process.live();
    Generation second = process.build(GenerationFixture.TOKENS);
    process.finish();
    process.generations.switchTo(second.id(), false);
    process.write("since.md", "Written since with word4711");
    process.write("d3.md", text(3) + "\n\nchanged to word4712");
    process.finish();
    assertThat(process.generations.switchTo(first.id(), false))
        .isEqualTo(new Switching.NotReady(State.RETIRED));

    assertThat(process.generations.build(first.space(), first.segmentation()).id())
        .isEqualTo(first.id());
    process.finish();
    assertThat(process.generations.switchTo(first.id(), false))
        .isInstanceOf(Switching.Switched.class);
    for (SearchMode mode : List.of(SearchMode.VECTOR, SearchMode.LEXICAL)) {
      assertThat(process.names(process.live(), mode, "written since with word4711"))
          .startsWith("since.md");
    }
    assertThat(process.names(process.live(), SearchMode.LEXICAL, "word4712"))
        .containsExactly("d3.md");
    assertThat(process.names(process.live(), SearchMode.LEXICAL, "word9")).containsExactly("d9.md");
  }

  @Test
  void otherPassagesAreThoseThatReadingTheFileAgainWouldGive() {
    GenerationFixture process = process();
    fill(process);
    Generation next = process.build(100);
    process.finish();
    process.generations.switchTo(next.id(), false);

    Generation live = process.live();
    assertThat(live.segmentation()).isEqualTo("structure-1/100");
    List<Passage> wanted = process.indexing(live).cutter().cut(process.parse("d7.md", text(7)));
    List<Evidence> found = process.search(live, SearchMode.LEXICAL, "word7").stream().toList();
    assertThat(found).hasSize(1);
    Passage passage =
        wanted.stream().filter(one -> one.text().contains("word7")).findFirst().orElseThrow();
    assertThat(found.getFirst().text()).isEqualTo(passage.text());
    assertThat(found.getFirst().start()).isEqualTo(passage.start());
    assertThat(found.getFirst().headings()).isEqualTo(passage.headings());
  }

  @Test
  void whatAProcessWroteThatDidNotKnowOfTheSwitchIsMended() {
    GenerationFixture process = process();
    fill(process);
    Generation first = process.live();
    Generation second = process.build(100);
    process.finish();
    process.generations.switchTo(second.id(), false);

    process.write("stale.md", "Written by a stale node: word815", Sensitivity.INTERNAL, first);
    assertThat(process.names(process.live(), SearchMode.LEXICAL, "word815")).isEmpty();
    process.finish();
    assertThat(process.names(process.live(), SearchMode.LEXICAL, "word815"))
        .containsExactly("stale.md");
  }

  @Test
  void saysWhichDocumentsAModelMayNotSee() {
    GenerationFixture process =
        started(
            new GenerationFixture(
                dataSource,
                folder,
                new HashedWords(new Clearance(Sensitivity.INTERNAL), "remote"),
                GenerationWork.LEASE));
    process.write("open.md", "Everybody knows word1");
    process.write("secret.md", "Nobody knows word2", Sensitivity.RESTRICTED, process.live());
    Generation next = process.build(GenerationFixture.TOKENS);
    process.finish();

    assertThat(process.now(next).gaps()).isEqualTo(1);
    assertThat(process.generations.switchTo(next.id(), false)).isEqualTo(new Switching.Gaps(1));
    process.write("secret.md", "Nobody knows word2", Sensitivity.PUBLIC, process.live());
    process.finish();
    assertThat(process.now(next).gaps()).isZero();
    assertThat(process.generations.switchTo(next.id(), false))
        .isInstanceOf(Switching.Switched.class);
  }

  @Test
  void aPausedOneWaitsAndADroppedOneIsGone() {
    GenerationFixture process = process();
    fill(process);
    Generation next = process.build(100);
    assertThat(process.generations.move(next.id(), java.util.Set.of(State.BUILDING), State.PAUSED))
        .isTrue();
    process.finish();
    assertThat(vectors(next)).isZero();
    process.generations.build(next.space(), next.segmentation());
    process.finish();
    assertThat(vectors(next)).isPositive();
    assertThat(
            new GenerationLeft(dataSource, GenerationFixture.WORKSPACE)
                .count(next.space(), next.segmentation())
                .passages())
        .isZero();

    long live = vectors(process.live());
    process.generations.move(next.id(), java.util.Set.of(State.READY), State.DROPPING);
    process.finish();
    assertThat(process.generations.find(next.id())).isEmpty();
    assertThat(count("SELECT count(*) FROM vector")).isEqualTo(live);
    assertThat(count("SELECT count(*) FROM passage")).isEqualTo(live);
  }

  /** Gives vectors until its process is killed. */
  private static final class Dying implements Embedder {
    static final class Killed extends Error {
      private static final long serialVersionUID = 1;
    }

    private final HashedWords model = new HashedWords(Clearance.ALL, "fresh");
    private final AtomicInteger left;

    Dying(AtomicInteger left) {
      this.left = left;
    }

    @Override
    public EmbeddingSpace space() {
      return model.space();
    }

    @Override
    public Clearance clearance() {
      return model.clearance();
    }

    @Override
    public int maxTokens() {
      return model.maxTokens();
    }

    @Override
    public int tokens(String text) {
      return model.tokens(text);
    }

    @Override
    public List<float[]> passages(List<String> texts) {
      if (left.addAndGet(-texts.size()) < 0) {
        throw new Killed();
      }
      return model.passages(texts);
    }

    @Override
    public float[] query(String text) throws EmbeddingException {
      return model.query(text);
    }

    @Override
    public void close() {}
  }

  private long vectors(Generation generation) {
    return count(
        "SELECT count(*) FROM vector JOIN passage USING (passage_id) JOIN generation g ON g.generation_id = "
            + generation.id()
            + " AND g.space_id = vector.space_id AND g.segmentation = passage.segmentation");
  }

  private List<String> spacesOfPassages() {
    return query(
        """
        SELECT DISTINCT spaces || ' of 2' FROM (SELECT count(*) AS spaces FROM vector GROUP BY passage_id) AS each
        ORDER BY 1
        """);
  }

  private long count(String sql) {
    return Long.parseLong(query(sql).getFirst());
  }

  private List<String> query(String sql) {
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      List<String> values = new ArrayList<>();
      while (rows.next()) {
        values.add(rows.getString(1));
      }
      return values;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private void execute(String sql) {
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
