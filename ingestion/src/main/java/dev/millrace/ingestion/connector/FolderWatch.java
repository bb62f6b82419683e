package dev.millrace.ingestion.connector;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits for changes below a folder: by the operating system's events where it has them for all of
 * the folder, else by looking.
 */
final class FolderWatch implements ChangeWatch {
  private static final Logger LOG = LoggerFactory.getLogger(FolderWatch.class);

  /** File systems that others change without this machine's kernel being told. */
  private static final Set<String> REMOTE =
      Set.of(
          "nfs",
          "nfs4",
          "cifs",
          "smb",
          "smb2",
          "smb3",
          "smbfs",
          "9p",
          "afs",
          "ceph",
          "glusterfs",
          "lustre",
          "gpfs",
          "beegfs",
          "davfs",
          "drvfs",
          "vboxsf",
          "vmhgfs",
          "virtiofs",
          "prl_fs");

  private final FolderWalk walk;
  private ChangeWatch by;

  /** Watches from now on. */
  FolderWatch(FolderWalk walk) throws IOException {
    this.walk = walk;
    this.by = toldOfAll(walk) ? eventsOrLooks(walk) : new FolderPoll(walk);
  }

  private static boolean toldOfAll(FolderWalk walk) throws IOException {
    String type = Files.getFileStore(walk.root()).type().toLowerCase(Locale.ROOT);
    // On a Mac the JDK has no events and looks itself, less often.
    boolean mac = System.getProperty("os.name", "").startsWith("Mac");
    return !mac && !REMOTE.contains(type) && !type.startsWith("fuse");
  }

  private static ChangeWatch eventsOrLooks(FolderWalk walk) throws IOException {
    try {
      return new FolderEvents(walk);
    } catch (IOException e) {
      return looks(walk, e);
    }
  }

  /** Looks fail too where the folder itself is the reason. */
  private static ChangeWatch looks(FolderWalk walk, IOException reason) throws IOException {
    ChangeWatch looks = new FolderPoll(walk);
    LOG.info(
        "{} is looked at for changes, since the system can't tell of them: {}",
        walk.root(),
        reason.getMessage());
    return looks;
  }

  @Override
  public boolean await(Duration atMost) throws IOException, InterruptedException {
    if (by instanceof FolderEvents) {
      try {
        return by.await(atMost);
      } catch (IOException e) {
        by.close();
        by = looks(walk, e);
        // What happened in between was not told.
        return true;
      }
    }
    return by.await(atMost);
  }

  @Override
  public void close() {
    by.close();
  }
}
