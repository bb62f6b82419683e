package dev.millrace.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FolderUploadTest {
  private final FakeMillrace server = new FakeMillrace();
  private final MillraceClient client = new MillraceClient(server.url(), "key", null);
  private final Tally tally = new Tally(InstantSource.system());
  private final FolderUpload upload = new FolderUpload(client, tally);

  @TempDir private Path folder;

  @AfterEach
  void close() {
    client.close();
    server.close();
  }

  private FolderListing files(int count) throws IOException {
    List<LocalFile> files = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Path file = Files.writeString(folder.resolve(i + ".md"), "text " + i);
      files.add(new LocalFile(i + ".md", file, null, Files.size(file)));
    }
    return new FolderListing(files, List.of());
  }

  @Test
  void afterAStopWhatIsOnItsWayArrivesAndTheRunIsCancelled() throws Exception {
    CountDownLatch onTheWay = new CountDownLatch(FolderUpload.PARALLEL);
    CountDownLatch goOn = new CountDownLatch(1);
    server.instead =
        request -> {
          if (request.startsWith("PUT")) {
            onTheWay.countDown();
            await(goOn);
          }
          return null;
        };
    FolderListing files = files(20);
    Thread stopper =
        Thread.ofVirtual()
            .start(
                () -> {
                  await(onTheWay);
                  upload.stop();
                  goOn.countDown();
                });

    UploadResult result = upload.send("source-1", files);

    stopper.join();
    assertThat(result).isEqualTo(new UploadResult.Stopped());
    assertThat(tally.count(FileOutcome.Kind.ADDED)).isEqualTo(FolderUpload.PARALLEL);
    assertThat(server.requests("POST"))
        .contains("POST /api/runs/run-1/cancel")
        .doesNotContain("POST /api/runs/run-1/complete");
    assertThat(upload.ended()).isCompleted();
  }

  @Test
  void anAbandonedUploadDoesNotWaitForAnAnswer() throws Exception {
    CountDownLatch onTheWay = new CountDownLatch(1);
    CountDownLatch never = new CountDownLatch(1);
    server.instead =
        request -> {
          if (request.startsWith("PUT")) {
            onTheWay.countDown();
            await(never);
          }
          return null;
        };
    FolderListing files = files(1);
    Thread stopper =
        Thread.ofVirtual()
            .start(
                () -> {
                  await(onTheWay);
                  upload.abandon();
                });

    assertThat(upload.send("source-1", files)).isEqualTo(new UploadResult.Stopped());

    stopper.join();
    never.countDown();
    assertThat(server.requests("POST")).contains("POST /api/runs/run-1/cancel");
  }

  @Test
  void aStopBeforeTheRunIsOpenedOpensNone() throws Exception {
    upload.stop();

    assertThat(upload.send("source-1", files(1))).isEqualTo(new UploadResult.Stopped());
    assertThat(server.requests).isEmpty();
  }

  @Test
  void whatCannotBeReadFailsAloneAndIsReported() throws Exception {
    FolderListing some = files(1);
    List<LocalFile> files = new ArrayList<>(some.files());
    files.add(new LocalFile("vanished.md", folder.resolve("vanished.md"), null, 3));
    FileOutcome broken =
        new FileOutcome("link.md", FileOutcome.Kind.SKIPPED, "a link to nowhere", 0);

    UploadResult result = upload.send("source-1", new FolderListing(files, List.of(broken)));

    assertThat(result).isInstanceOf(UploadResult.Completed.class);
    assertThat(server.stored).containsOnlyKeys("0.md");
    assertThat(server.reported)
        .containsEntry("vanished.md", "it is no longer there")
        .containsEntry("link.md", "a link to nowhere");
    assertThat(tally.progress().total()).isEqualTo(3);
    assertThat(tally.progress().done()).isEqualTo(3);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
