package dev.millrace.ingestion.connector;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;

/** Waits for changes below a folder by looking at the names, sizes and times of its files. */
final class FolderPoll implements ChangeWatch {
  private static final long BETWEEN = Duration.ofSeconds(2).toNanos();

  /** A look that takes long is had less often, so that looking takes a tenth of the time. */
  private static final int SHARE = 10;

  private final FolderWalk walk;
  private long print;
  private long nextLook;

  /** Watches from now on. */
  FolderPoll(FolderWalk walk) throws IOException {
    this.walk = walk;
    look();
  }

  @Override
  public boolean await(Duration atMost) throws IOException, InterruptedException {
    long until = System.nanoTime() + atMost.toNanos();
    while (true) {
      long now = System.nanoTime();
      if (nextLook - now > 0) {
        if (until - now <= 0) {
          return false;
        }
        Thread.sleep(Duration.ofNanos(Math.min(nextLook - now, until - now)));
      } else if (look()) {
        return true;
      }
    }
  }

  /** Whether it is no longer as it was. */
  private boolean look() throws IOException {
    long started = System.nanoTime();
    long before = print;
    print = fingerprint(walk.look());
    long ended = System.nanoTime();
    nextLook = ended + Math.max(BETWEEN, SHARE * (ended - started));
    return print != before;
  }

  private static long fingerprint(FolderWalk.Look look) {
    long print = look.listing().unusable().hashCode();
    for (Listing.Found found : look.listing().items()) {
      print =
          31 * print + Objects.hash(found.externalId(), found.size(), time(Path.of(found.uri())));
    }
    for (Path folder : look.folders()) {
      print =
          31 * print
              + Objects.hash(
                  time(folder.resolve(RulesFile.NAME)), time(folder.resolve(RulesFile.MISTAKEN)));
    }
    return print;
  }

  private static long time(Path file) {
    try {
      return Files.getLastModifiedTime(file).toMillis();
    } catch (IOException e) {
      return -1;
    }
  }

  @Override
  public void close() {}
}
