package dev.millrace.ingestion.job;

import static dev.millrace.ingestion.job.JobFixture.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.ingestion.HashedWords;
import dev.millrace.ingestion.connector.SourceKind;
import dev.millrace.retrieval.corpus.Clearance;
import dev.millrace.retrieval.corpus.CorpusWriter.Known;
import dev.millrace.retrieval.corpus.Sensitivity;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UploadRunTest {
  private static final Map<String, String> FILES =
      Map.of("a.txt", "the first text", "b/c.md", "# Title\n\nthe second text", "d.txt", "");

  @TempDir Path folder;
  private JobFixture job;
  private Source source;

  @BeforeEach
  void open() {
    job = new JobFixture(folder);
    source = job.source("docs", SourceKind.UPLOAD, Map.of(), JobFixture.EVERYONE);
  }

  @AfterEach
  void close() {
    job.close();
  }

  @Test
  void everyFileEndsWithAnOutcome() {
    Map<String, Outcome> outcomes = job.upload(source, FILES);

    assertThat(kinds(outcomes))
        .containsExactly(OutcomeKind.ADDED, OutcomeKind.ADDED, OutcomeKind.SKIPPED);
    assertThat(at(outcomes, "d.txt").reason()).isEqualTo("the file has 0 bytes");
    assertThat(at(outcomes, "a.txt").stages()).containsKeys("parse", "chunk", "embed", "write");
    assertThat(at(outcomes, "a.txt").position()).isPresent();
    Run run =
        job.ledger
            .page(java.util.Optional.of(source.id()), java.util.Optional.empty(), 10)
            .getFirst();
    assertThat(run.state()).isEqualTo(RunState.DONE);
    RunProgress progress = job.ledger.progress(run);
    assertThat(progress.counts())
        .containsEntry(OutcomeKind.ADDED, 2)
        .containsEntry(OutcomeKind.SKIPPED, 1);
    assertThat(progress.position()).isEqualTo(2);
    assertThat(run.total()).isEqualTo(3);
  }

  @Test
  void aSecondRunDoesOnlyWhatChanged() {
    job.upload(source, FILES);
    int embedded = job.embedder.embedded();

    Map<String, Outcome> outcomes =
        job.upload(source, Map.of("a.txt", "the first text", "b/c.md", "# Title\n\nanother text"));

    assertThat(kinds(outcomes)).containsExactly(OutcomeKind.UNCHANGED, OutcomeKind.CHANGED);
    assertThat(job.embedder.embedded()).isEqualTo(embedded + 1);
  }

  @Test
  void whatIsGoneIsRemovedAtTheEndAndNotBefore() {
    job.upload(source, FILES);
    Run run = job.open(source);
    job.send(run, Map.of("a.txt", "the first text"));
    assertThat(job.known(source)).containsKey("b/c.md");
    job.runs.cancel(run);
    assertThat(job.known(source)).containsKey("b/c.md");

    Map<String, Outcome> outcomes = job.upload(source, Map.of("a.txt", "the first text"));

    assertThat(at(outcomes, "b/c.md").kind()).isEqualTo(OutcomeKind.REMOVED);
    assertThat(job.known(source)).containsOnlyKeys("a.txt");
  }

  @Test
  void aRenamedFileKeepsItsIdentity() {
    job.upload(source, FILES);
    UUID id = job.id(source, "a.txt");

    Map<String, Outcome> outcomes = job.upload(source, Map.of("moved/z.txt", "the first text"));

    assertThat(job.id(source, "moved/z.txt")).isEqualTo(id);
    assertThat(at(outcomes, "moved/z.txt").kind()).isEqualTo(OutcomeKind.CHANGED);
    assertThat(at(outcomes, "moved/z.txt").reason()).isEqualTo("moved from a.txt");
    assertThat(outcomes).doesNotContainKey("a.txt");
  }

  @Test
  void twoCopiesAreTwoDocuments() {
    job.upload(source, Map.of("a.txt", "same", "b.txt", "same"));
    assertThat(job.id(source, "a.txt")).isNotEqualTo(job.id(source, "b.txt"));

    job.upload(source, Map.of("c.txt", "same", "d.txt", "same"));

    assertThat(job.known(source)).containsOnlyKeys("c.txt", "d.txt");
    assertThat(job.id(source, "c.txt")).isNotEqualTo(job.id(source, "d.txt"));
  }

  @Test
  void aDamagedFileKeepsItsLastGoodRevision() {
    job.upload(source, Map.of("r.pdf.md", "good"));
    Known before = at(job.known(source), "r.pdf.md");

    Map<String, Outcome> outcomes = job.upload(source, Map.of("r.pdf.md", "%PDF-1.7\nrubbish"));

    assertThat(at(outcomes, "r.pdf.md").kind()).isEqualTo(OutcomeKind.FAILED);
    assertThat(at(outcomes, "r.pdf.md").reason()).contains("last good revision is kept");
    assertThat(at(job.known(source), "r.pdf.md").revision()).isEqualTo(before.revision());
  }

  @Test
  void aFileThatWasEmptiedIsNoLongerFound() {
    job.upload(source, Map.of("a.txt", "text"));

    Map<String, Outcome> outcomes = job.upload(source, Map.of("a.txt", ""));

    assertThat(at(outcomes, "a.txt").kind()).isEqualTo(OutcomeKind.REMOVED);
    assertThat(job.known(source)).isEmpty();
  }

  @Test
  void aChangeOfReadersHoldsAtOnceWithoutReadingAgain() {
    job.upload(source, FILES);
    int embedded = job.embedder.embedded();

    job.source("docs", SourceKind.UPLOAD, Map.of(), JobFixture.HR);

    assertThat(job.known(source).values())
        .allSatisfy(known -> assertThat(known.rights()).isEqualTo(JobFixture.HR));
    Map<String, Outcome> outcomes = job.upload(source, FILES);
    assertThat(at(outcomes, "a.txt").kind()).isEqualTo(OutcomeKind.UNCHANGED);
    assertThat(job.embedder.embedded()).isEqualTo(embedded);
  }

  @Test
  void readersThatWereChangedHalfwayAreBroughtRoundByTheNextRun() {
    job.upload(source, FILES);
    // A node that relabels is killed: the source has its new rights, the documents those of before.
    SourceRow row = job.tables.sources().findById(source.id()).orElseThrow();
    job.source("docs", SourceKind.UPLOAD, Map.of(), JobFixture.HR);
    job.tables.sources().update(row.beingRelabelled());

    job.upload(source, FILES);

    assertThat(at(job.known(source), "a.txt").rights()).isEqualTo(JobFixture.EVERYONE);
  }

  @Test
  void whatTheClientCouldNotSendIsNotTakenForGone() throws Exception {
    job.upload(source, Map.of("a.txt", "one", "closed/b.txt", "two"));
    Run run = job.open(source);
    job.send(run, Map.of("a.txt", "one"));
    job.runs.upload(run.id()).unsendable("closed", OutcomeKind.FAILED, "no permission to read it");
    job.runs.complete(run.id());

    assertThat(job.known(source)).containsOnlyKeys("a.txt", "closed/b.txt");
    assertThat(at(job.outcomes(run), "closed").reason()).isEqualTo("no permission to read it");
  }

  @Test
  void aRunThatWasBrokenOffGoesOnInTheNext() throws Exception {
    Run broken = job.open(source);
    job.runs.upload(broken.id()).manifest(List.of(new UploadRun.Line("a.txt", new byte[32])));
    assertThat(job.runs.open(source.id())).isInstanceOf(Runs.Opening.UnderWay.class);

    // The process is killed: another one knows the run only from the database.
    job.runs = job.newRuns(job.embedder);
    assertThat(job.runs.interruptLeftBehind()).isEqualTo(1);
    Map<String, Outcome> outcomes = job.upload(source, FILES);

    assertThat(outcomes).hasSize(3);
    assertThat(job.ledger.find(broken.id()).orElseThrow().state()).isEqualTo(RunState.INTERRUPTED);
  }

  @Test
  void aSilentClientIsTakenOver() {
    Run silent = job.open(source);
    job.clock.advance(Runs.SILENCE.minus(Duration.ofSeconds(1)));
    assertThat(job.runs.open(source.id())).isInstanceOf(Runs.Opening.UnderWay.class);
    job.clock.advance(Duration.ofSeconds(2));

    assertThat(job.runs.open(source.id())).isInstanceOf(Runs.Opening.Opened.class);

    assertThatThrownBy(() -> job.runs.upload(silent.id())).isInstanceOf(RunEndedException.class);
    assertThat(job.ledger.find(silent.id()).orElseThrow().reason()).contains("silent");
  }

  @Test
  void whatWasWantedAndNotSentIsSaidSo() throws Exception {
    Run run = job.open(source);
    job.runs.upload(run.id()).manifest(List.of(new UploadRun.Line("a.txt", new byte[32])));
    job.runs.complete(run.id());

    assertThat(at(job.outcomes(run), "a.txt").reason()).isEqualTo("it was not sent");
  }

  @Test
  void textGoesToNoModelAboveItsClearance() {
    HashedWords outside = new HashedWords(new Clearance(Sensitivity.INTERNAL));
    job.runs = job.newRuns(outside);
    Source secret = job.source("secret", SourceKind.UPLOAD, Map.of(), JobFixture.HR);

    Map<String, Outcome> outcomes = job.upload(secret, Map.of("a.txt", "salaries"));

    assertThat(at(outcomes, "a.txt").kind()).isEqualTo(OutcomeKind.FAILED);
    assertThat(at(outcomes, "a.txt").reason()).contains("confidential").contains("internal");
    assertThat(outside.embedded()).isZero();
  }

  @Test
  void aDeletedSourceLeavesNothing() {
    job.upload(source, FILES);
    assertThat(job.sources.delete(source.id())).isTrue();
    assertThat(job.known(source)).isEmpty();
    assertThat(job.sources.find(source.id())).isEmpty();
    assertThat(job.runs.open(source.id())).isInstanceOf(Runs.Opening.NoSource.class);
  }

  private static List<OutcomeKind> kinds(Map<String, Outcome> outcomes) {
    return outcomes.values().stream().map(Outcome::kind).toList();
  }
}
