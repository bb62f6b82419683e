package dev.millrace.ingestion.connector;

import static java.nio.file.StandardWatchEventKinds.ENTRY_CREATE;
import static java.nio.file.StandardWatchEventKinds.ENTRY_DELETE;
import static java.nio.file.StandardWatchEventKinds.ENTRY_MODIFY;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Waits for changes below a folder by the operating system's events. It has them folder by folder,
 * so those that come to be are added before a change is told; what happened in them earlier is then
 * found by whoever looks.
 */
final class FolderEvents implements ChangeWatch {
  /** Changes come in bursts: told is when it has been quiet so long. */
  private static final long QUIET = Duration.ofMillis(300).toNanos();

  /** Or after so long, where it never is. */
  private static final long LONGEST_BURST = Duration.ofSeconds(2).toNanos();

  private final FolderWalk walk;
  private final WatchService service;
  private WatchKey root;

  /**
   * Watches from now on.
   *
   * @throws IOException also where the system's limit of watched folders is too low
   */
  FolderEvents(FolderWalk walk) throws IOException {
    this.walk = walk;
    this.service = FileSystems.getDefault().newWatchService();
    try {
      this.root = register();
    } catch (IOException e) {
      service.close();
      throw e;
    }
  }

  private WatchKey register() throws IOException {
    WatchKey first = null;
    for (Path folder : walk.look().folders()) {
      try {
        WatchKey key = folder.register(service, ENTRY_CREATE, ENTRY_DELETE, ENTRY_MODIFY);
        first = first == null ? key : first;
      } catch (FileSystemException e) {
        // It is gone again or may not be read: of the first its parent tells, of the second nobody.
        if (first == null) {
          throw e;
        }
      }
    }
    if (first == null) {
      throw new NotDirectoryException(walk.root().toString());
    }
    return first;
  }

  @Override
  public boolean await(Duration atMost) throws IOException, InterruptedException {
    long until = System.nanoTime() + atMost.toNanos();
    WatchKey key = service.poll(atMost.toNanos(), TimeUnit.NANOSECONDS);
    while (key != null && !taken(key)) {
      key = service.poll(until - System.nanoTime(), TimeUnit.NANOSECONDS);
    }
    if (key == null) {
      return false;
    }
    long end = System.nanoTime() + LONGEST_BURST;
    while (key != null && end - System.nanoTime() > 0) {
      key = service.poll(QUIET, TimeUnit.NANOSECONDS);
      if (key != null) {
        taken(key);
      }
    }
    root = register();
    return true;
  }

  /** Whether what a folder tells matters. */
  private boolean taken(WatchKey key) throws IOException {
    boolean matters = false;
    for (WatchEvent<?> event : key.pollEvents()) {
      // What was lost in an overflow has no name, and may have mattered.
      matters |= !(event.context() instanceof Path name) || matters((Path) key.watchable(), name);
    }
    if (!key.reset()) {
      if (key.equals(root)) {
        throw new IOException("the folder " + walk.root() + " is gone");
      }
      matters = true;
    }
    return matters;
  }

  private static boolean matters(Path folder, Path name) {
    String text = name.toString();
    return !FolderWalk.passedOver(text)
        || text.equals(RulesFile.NAME)
        || text.equals(RulesFile.MISTAKEN)
        // Links lead through hidden ones, which are turned to what is new.
        || Files.isSymbolicLink(folder.resolve(name));
  }

  @Override
  public void close() {
    try {
      service.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
