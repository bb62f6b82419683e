package dev.millrace.ingestion.job;

import static dev.millrace.ingestion.job.JobFixture.at;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.ingestion.connector.SourceKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourceVisitTest {
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
  void bringsInWhatIsThereAndTakesOutWhatIsNot() throws IOException {
    Files.writeString(folder.resolve("a.txt"), "one");
    Files.createDirectories(folder.resolve("deep"));
    Files.writeString(folder.resolve("deep/b.html"), "<h1>Two</h1><p>text</p>");
    Files.write(folder.resolve("big.txt"), new byte[2_000_000]);
    Files.createSymbolicLink(folder.resolve("loop"), Path.of("."));

    Map<String, Outcome> first = job.outcomes(finished());

    assertThat(at(first, "a.txt").kind()).isEqualTo(OutcomeKind.ADDED);
    assertThat(at(first, "big.txt").reason()).contains("larger than");
    assertThat(at(first, "loop").kind()).isEqualTo(OutcomeKind.SKIPPED);
    assertThat(job.known(source)).containsOnlyKeys("a.txt", "deep/b.html");

    assertThat(job.ledger.lastOutcome(source.id(), "a.txt").orElseThrow().outcome().kind())
        .isEqualTo(OutcomeKind.ADDED);

    Files.delete(folder.resolve("a.txt"));
    Files.move(folder.resolve("deep/b.html"), folder.resolve("c.html"));
    job.clock.advance(Duration.ofMinutes(1));
    Run second = finished();

    assertThat(second.state()).isEqualTo(RunState.DONE);
    assertThat(at(job.outcomes(second), "a.txt").kind()).isEqualTo(OutcomeKind.REMOVED);
    assertThat(at(job.outcomes(second), "c.html").reason()).isEqualTo("moved from deep/b.html");
    assertThat(job.known(source)).containsOnlyKeys("c.html");
    assertThat(job.ledger.lastOutcome(source.id(), "a.txt").orElseThrow())
        .satisfies(last -> assertThat(last.runId()).isEqualTo(second.id()))
        .satisfies(last -> assertThat(last.outcome().kind()).isEqualTo(OutcomeKind.REMOVED));
    assertThat(job.ledger.reasons(second.id(), Optional.of(OutcomeKind.SKIPPED), 10))
        .singleElement()
        .satisfies(
            reason ->
                assertThat(
                        job.ledger.outcomes(
                            second.id(),
                            new OutcomeFilter(
                                Optional.of(reason.kind()), Optional.of(reason.reason())),
                            Optional.empty(),
                            10))
                    .hasSize((int) reason.count()));
  }

  @Test
  void aFolderThatIsNotThereFailsTheRunAndRemovesNothing() throws IOException {
    Files.writeString(folder.resolve("a.txt"), "one");
    finished();
    Files.move(folder, temp.resolve("elsewhere"));

    Run run = finished();

    assertThat(run.state()).isEqualTo(RunState.FAILED);
    assertThat(run.reason()).contains("there is no folder");
    assertThat(job.known(source)).containsOnlyKeys("a.txt");
  }

  private Run finished() {
    return job.carryOut(job.open(source));
  }
}
