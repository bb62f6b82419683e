package dev.millrace.ingestion.job;

import static dev.millrace.ingestion.job.JobFixture.at;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.ingestion.connector.SourceKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What has moved and can't be read under its new name for the moment. */
class MovedItemsTest {
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
  void whatMovedAndFailsForNowIsStillTheSameDocument() throws IOException {
    Files.writeString(folder.resolve("a.txt"), "one");
    Files.writeString(folder.resolve("b.txt"), "two");
    job.carryOut(job.open(source));
    UUID id = job.id(source, "a.txt");
    Files.move(folder.resolve("a.txt"), folder.resolve("moved.txt"));
    Files.delete(folder.resolve("b.txt"));

    job.embedder.failing(true);
    job.carryOut(job.open(source));
    // What it held is still there, under another name: nobody is to miss it meanwhile.
    assertThat(job.known(source)).containsOnlyKeys("a.txt");

    job.embedder.failing(false);
    job.clock.advance(Duration.ofMinutes(1));
    Run run = job.carryOut(retry());
    assertThat(at(job.outcomes(run), "moved.txt").reason()).isEqualTo("moved from a.txt");
    assertThat(job.known(source)).containsOnlyKeys("moved.txt");
    assertThat(job.id(source, "moved.txt")).isEqualTo(id);
  }

  @Test
  void whatMovedAndCantBeHadIsNotKeptForever() throws IOException {
    Files.writeString(folder.resolve("a.txt"), "one");
    job.carryOut(job.open(source));
    Files.move(folder.resolve("a.txt"), folder.resolve("moved.txt"));
    job.embedder.failing(true);
    job.carryOut(job.open(source));
    for (int tries = 2; tries <= Retries.TRIES; tries++) {
      assertThat(job.known(source)).containsOnlyKeys("a.txt");
      job.clock.advance(Duration.ofHours(2));
      job.carryOut(retry());
    }
    assertThat(job.known(source)).isEmpty();
  }

  private Run retry() {
    if (job.runs.open(source.id(), Trigger.RETRY) instanceof Runs.Opening.Opened opened) {
      return opened.run();
    }
    throw new IllegalStateException("not opened");
  }
}
