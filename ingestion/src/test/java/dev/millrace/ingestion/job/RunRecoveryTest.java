package dev.millrace.ingestion.job;

import static dev.millrace.ingestion.job.JobFixture.at;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.ingestion.connector.SourceKind;
import dev.millrace.retrieval.corpus.Rights;
import dev.millrace.retrieval.corpus.Sensitivity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a run does when it does not come to its end in one go, or should not. */
class RunRecoveryTest {
  @TempDir Path temp;
  private Path folder;
  private JobFixture job;
  private Source source;

  @BeforeEach
  void open() throws IOException {
    folder = Files.createDirectories(temp.resolve("docs"));
    job = new JobFixture(temp);
    source =
        job.source(
            "docs", SourceKind.FOLDER, Map.of("path", folder.toString()), JobFixture.EVERYONE);
  }

  @AfterEach
  void close() {
    job.close();
  }

  @Test
  void wouldItRemoveTooMuchItAsks() throws IOException {
    for (int n = 0; n < 60; n++) {
      Files.writeString(folder.resolve("doc-" + n + ".txt"), "text " + n);
    }
    job.carryOut(job.open(source));
    for (int n = 0; n < 25; n++) {
      Files.delete(folder.resolve("doc-" + n + ".txt"));
    }
    Files.writeString(folder.resolve("new.txt"), "new text");

    Run asking = job.carryOut(job.open(source));

    assertThat(asking.state()).isEqualTo(RunState.ASKING);
    assertThat(asking.reason()).contains("25 of 61 documents").contains("Confirm");
    assertThat(job.known(source)).hasSize(61).containsKey("new.txt");

    assertThat(job.runs.confirm(asking)).isTrue();
    Run done = job.carryOut(asking);
    assertThat(done.state()).isEqualTo(RunState.DONE);
    assertThat(done.notes()).anySatisfy(note -> assertThat(note).contains("confirmed"));
    assertThat(job.known(source)).hasSize(36);
    assertThat(job.ledger.progress(done).counts()).containsEntry(OutcomeKind.REMOVED, 25);
  }

  @Test
  void anUnmountedShareThatComesBackLosesNothing() throws IOException {
    for (int n = 0; n < 30; n++) {
      Files.writeString(folder.resolve("doc-" + n + ".txt"), "text " + n);
    }
    job.carryOut(job.open(source));
    int embedded = job.embedder.embedded();
    Path elsewhere = temp.resolve("elsewhere");
    Files.move(folder, elsewhere);
    Files.createDirectories(folder);
    Run asking = job.carryOut(job.open(source));
    assertThat(asking.state()).isEqualTo(RunState.ASKING);

    Files.delete(folder);
    Files.move(elsewhere, folder);
    Run done = job.carryOut(job.open(source));

    assertThat(done.state()).isEqualTo(RunState.DONE);
    assertThat(job.ledger.find(asking.id()).orElseThrow().state()).isEqualTo(RunState.CANCELLED);
    assertThat(job.known(source)).hasSize(30);
    assertThat(job.embedder.embedded()).isEqualTo(embedded);
  }

  @Test
  void anotherNodeTakesARunUpWhereItWas() throws IOException {
    Files.writeString(folder.resolve("a.txt"), "one");
    Files.writeString(folder.resolve("b.txt"), "two");
    Run run = job.open(source);
    // Node a lists, brings in a.txt, and is killed before that is in its books.
    job.tables.runs().take(run.id(), "node-a", job.clock.instant());
    VisitBooks books = new VisitBooks(run, source, job.place(job.embedder));
    listed(books);
    Files.delete(folder.resolve("b.txt"));
    Files.writeString(folder.resolve("b.txt"), "two");
    job.runs = new Runs(job.place(job.embedder), "node-b");

    Run done = job.carryOut(run);

    assertThat(done.state()).isEqualTo(RunState.DONE);
    assertThat(done.node()).isEqualTo("node-b");
    assertThat(done.notes())
        .singleElement()
        .asString()
        .contains("taken over by node-b from node-a");
    assertThat(at(job.outcomes(done), "a.txt").kind()).isEqualTo(OutcomeKind.ADDED);
    assertThat(job.known(source)).containsOnlyKeys("a.txt", "b.txt");
  }

  private void listed(VisitBooks books) {
    try (var connector = job.sources.open(source.id())) {
      RunSink sink = books.sink(() -> false);
      var scan = connector.scan(books.start(), sink);
      sink.write(Optional.empty());
      books.listed(scan);
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void aRunThatIsPausedGoesOnWhenItIsLet() throws IOException {
    Files.writeString(folder.resolve("a.txt"), "one");
    Run run = job.open(source);
    assertThat(job.runs.pause(run)).isTrue();

    assertThat(job.carryOut(run).state()).isEqualTo(RunState.PAUSED);
    assertThat(job.known(source)).isEmpty();
    assertThat(job.runs.open(source.id())).isInstanceOf(Runs.Opening.UnderWay.class);

    assertThat(job.runs.resume(run)).isTrue();
    assertThat(job.carryOut(run).state()).isEqualTo(RunState.DONE);
    assertThat(job.known(source)).containsOnlyKeys("a.txt");
  }

  @Test
  void whatFailsForNowIsTriedAgainAndGivenUpInTheEnd() throws IOException {
    Files.writeString(folder.resolve("a.txt"), "one");
    job.embedder.failing(true);
    Run first = job.carryOut(job.open(source));
    assertThat(first.state()).isEqualTo(RunState.DONE);
    assertThat(at(job.outcomes(first), "a.txt").reason()).contains("tried again at");

    // Not before it is time.
    assertThat(job.outcomes(job.carryOut(retry()))).isEmpty();
    for (int tries = 2; tries <= Retries.TRIES; tries++) {
      job.clock.advance(java.time.Duration.ofHours(2));
      Run run = job.carryOut(retry());
      assertThat(job.outcomes(run)).containsOnlyKeys("a.txt");
    }
    DeadLetters dead = new DeadLetters(job.tables, job.runs);
    assertThat(dead.page(source.id(), Optional.empty(), 10))
        .singleElement()
        .satisfies(letter -> assertThat(letter.reason()).contains("given up after 5 tries"));

    job.embedder.failing(false);
    assertThat(dead.retry(source.id(), List.of("a.txt"))).isEqualTo(1);
    job.carryOut(job.ledger.underWay(source.id()).orElseThrow());
    assertThat(dead.page(source.id(), Optional.empty(), 10)).isEmpty();
    assertThat(job.known(source)).containsOnlyKeys("a.txt");
  }

  private Run retry() {
    if (job.runs.open(source.id(), Trigger.RETRY) instanceof Runs.Opening.Opened opened) {
      return opened.run();
    }
    throw new IllegalStateException("not opened");
  }

  @Test
  void whatCantBeHadWaitsForAnotherVersionOrForSomebody() throws IOException {
    Files.writeString(folder.resolve("r.pdf"), "%PDF-1.7\nrubbish");
    settle(folder.resolve("r.pdf"));
    job.carryOut(job.open(source));
    DeadLetters dead = new DeadLetters(job.tables, job.runs);
    assertThat(dead.page(source.id(), Optional.empty(), 10)).hasSize(1);

    Run again = job.carryOut(job.open(source));
    assertThat(at(job.outcomes(again), "r.pdf").kind()).isEqualTo(OutcomeKind.FAILED);

    assertThat(dead.ignore(source.id(), List.of("r.pdf"))).isEqualTo(1);
    assertThat(dead.page(source.id(), Optional.empty(), 10)).isEmpty();
    Run ignoring = job.carryOut(job.open(source));
    assertThat(at(job.outcomes(ignoring), "r.pdf").reason()).startsWith("ignored: ");

    Files.writeString(folder.resolve("r.pdf"), "%PDF-1.7\nother rubbish");
    settle(folder.resolve("r.pdf"));
    job.carryOut(job.open(source));
    assertThat(dead.page(source.id(), Optional.empty(), 10)).hasSize(1);
  }

  /** Its time is long past, so that it has a version. */
  private static void settle(Path file) throws IOException {
    Files.setLastModifiedTime(
        file, java.nio.file.attribute.FileTime.from(java.time.Instant.now().minusSeconds(600)));
  }

  @Test
  void aFolderSaysWhoMayReadWhatLiesInIt() throws IOException {
    Files.createDirectories(folder.resolve("hr"));
    Files.writeString(folder.resolve("open.txt"), "one");
    Files.writeString(folder.resolve("hr/pay.txt"), "two");
    Files.writeString(
        folder.resolve("hr/.millrace.yml"), "readers: [group:hr]\nsensitivity: confidential\n");
    Rights itsOwn =
        new Rights(
            JobFixture.HR.label(),
            JobFixture.HR.sensitivity(),
            Set.of(Rights.Part.READERS, Rights.Part.SENSITIVITY));
    job.carryOut(job.open(source));
    assertThat(at(job.known(source), "hr/pay.txt").rights()).isEqualTo(itsOwn);
    assertThat(at(job.known(source), "open.txt").rights()).isEqualTo(JobFixture.EVERYONE);
    int embedded = job.embedder.embedded();

    // Another sensitivity of the source: what the folder says of its files stays.
    Rights restricted = new Rights(JobFixture.EVERYONE.label(), Sensitivity.RESTRICTED);
    job.source("docs", SourceKind.FOLDER, Map.of("path", folder.toString()), restricted);
    assertThat(at(job.known(source), "hr/pay.txt").rights()).isEqualTo(itsOwn);
    assertThat(at(job.known(source), "open.txt").rights()).isEqualTo(restricted);

    Files.delete(folder.resolve("hr/.millrace.yml"));
    Run run = job.carryOut(job.open(source));
    assertThat(at(job.outcomes(run), "hr/pay.txt").reason()).isEqualTo("readers changed");
    assertThat(at(job.known(source), "hr/pay.txt").rights()).isEqualTo(restricted);
    assertThat(job.embedder.embedded()).isEqualTo(embedded);
  }

  @Test
  void filesInFilesAreDocumentsThatComeAndGoWithIt() throws IOException {
    zip("box.zip", Map.of("a.txt", "one", "deep/b.md", "# Two\n\ntext"));

    Run first = job.carryOut(job.open(source));

    assertThat(job.known(source)).containsOnlyKeys("box.zip!/a.txt", "box.zip!/deep/b.md");
    assertThat(at(job.outcomes(first), "box.zip").kind()).isEqualTo(OutcomeKind.SKIPPED);
    int embedded = job.embedder.embedded();

    job.source("docs", SourceKind.FOLDER, Map.of("path", folder.toString()), JobFixture.HR);
    assertThat(job.known(source).values())
        .allSatisfy(known -> assertThat(known.rights()).isEqualTo(JobFixture.HR));

    zip("box.zip", Map.of("a.txt", "one", "c.txt", "three"));
    Run second = job.carryOut(job.open(source));
    assertThat(job.known(source)).containsOnlyKeys("box.zip!/a.txt", "box.zip!/c.txt");
    assertThat(at(job.outcomes(second), "box.zip!/a.txt").kind()).isEqualTo(OutcomeKind.UNCHANGED);
    assertThat(at(job.outcomes(second), "box.zip!/deep/b.md").kind())
        .isEqualTo(OutcomeKind.REMOVED);
    assertThat(job.embedder.embedded()).isEqualTo(embedded + 1);

    Files.delete(folder.resolve("box.zip"));
    job.carryOut(job.open(source));
    assertThat(job.known(source)).isEmpty();
  }

  private void zip(String name, Map<String, String> members) throws IOException {
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(folder.resolve(name)))) {
      for (Map.Entry<String, String> member : members.entrySet()) {
        out.putNextEntry(new ZipEntry(member.getKey()));
        out.write(member.getValue().getBytes(java.nio.charset.StandardCharsets.UTF_8));
        out.closeEntry();
      }
    }
  }
}
