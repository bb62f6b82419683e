package dev.millrace.ingestion.connector.git;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.StoredConfig;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.jspecify.annotations.Nullable;

/**
 * What has been fetched of a branch, in a folder of the server. It is worth nothing: what was cut
 * off in the middle or turns out damaged is deleted and fetched anew.
 *
 * <p>One at a time fetches into it, among threads and processes; any number read.
 */
final class GitCopy implements AutoCloseable {
  private static final String HEAD = "refs/millrace/head";
  private static final String BEFORE = "refs/millrace/before";

  /** For so long a branch is taken to be where it was. Each item would ask the server otherwise. */
  private static final Duration FRESH = Duration.ofSeconds(30);

  /** Each fetch brings a pack; so many are made into one, without what nobody needs any more. */
  private static final int MOST_PACKS = 30;

  private static final Map<Path, ReentrantLock> BUSY = new ConcurrentHashMap<>();

  private record Known(Head head, Instant at) {}

  /** A branch's newest commit, and what holds its files. Closed by whoever asked for it. */
  record Snapshot(Repository repository, Head head) implements AutoCloseable {
    @Override
    public void close() {
      repository.close();
    }
  }

  private final Path folder;
  private final Path doubtful;
  private final GitRemote remote;
  private final InstantSource clock;
  private final ReentrantLock busy;
  private @Nullable Repository repository;
  private volatile @Nullable Known known;

  /**
   * @param folder for this alone, made when it is needed; files of its name with an ending stand
   *     beside it
   */
  GitCopy(Path folder, GitRemote remote, InstantSource clock) {
    this.folder = folder.toAbsolutePath();
    this.doubtful = this.folder.resolveSibling(this.folder.getFileName() + ".doubtful");
    this.remote = remote;
    this.clock = clock;
    this.busy = BUSY.computeIfAbsent(this.folder, path -> new ReentrantLock());
  }

  /**
   * The branch as it is now.
   *
   * @param keep a commit whose files are to stay, if they are there
   */
  Snapshot latest(Optional<ObjectId> keep) throws IOException, InterruptedException {
    busy.lockInterruptibly();
    try {
      return snapshot(refresh(keep));
    } finally {
      busy.unlock();
    }
  }

  /** The branch as it was a short time ago. */
  Snapshot recent() throws IOException, InterruptedException {
    busy.lockInterruptibly();
    try {
      Known last = known;
      boolean fresh = last != null && clock.instant().isBefore(last.at().plus(FRESH));
      return snapshot(fresh && last != null ? last.head() : refresh(Optional.empty()));
    } finally {
      busy.unlock();
    }
  }

  private Snapshot snapshot(Head head) throws IOException {
    Repository open = repository;
    if (open == null) {
      throw new IOException("the copy of " + remote.address() + " is closed");
    }
    open.incrementOpen();
    return new Snapshot(open, head);
  }

  /** Has everything fetched anew next time: something that should be there can't be read. */
  void doubt() throws IOException {
    Files.write(doubtful, new byte[0]);
    known = null;
  }

  private Head refresh(Optional<ObjectId> keep) throws IOException, InterruptedException {
    Instant asked = clock.instant();
    Head head = remote.head();
    Files.createDirectories(folder);
    Path lock = folder.resolveSibling(folder.getFileName() + ".lock");
    try (FileChannel channel =
            FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock held = channel.lock()) {
      if (Files.exists(doubtful)) {
        remove();
      }
      Head fetched = held.isValid() ? bring(head, keep) : head;
      known = new Known(fetched, asked);
      return fetched;
    } catch (IOException e) {
      if (Thread.interrupted()) {
        throw new InterruptedException("broken off");
      }
      doubt();
      throw e;
    }
  }

  /** Until the end of this the copy is in doubt, whatever ends it. */
  private Head bring(Head head, Optional<ObjectId> keep) throws IOException, InterruptedException {
    Repository open = repository;
    if (open != null && holds(open, head.commit())) {
      point(open, HEAD, head.commit());
      return head;
    }
    doubt();
    Repository copy = opened();
    if (keep.isPresent() && holds(copy, keep.get())) {
      point(copy, BEFORE, keep.get());
    }
    Head now = head;
    if (holds(copy, head.commit())) {
      point(copy, HEAD, head.commit());
    } else {
      now = remote.fetch(copy, head, HEAD);
      tidy(copy);
    }
    Files.delete(doubtful);
    return now;
  }

  private Repository opened() throws IOException {
    Repository open = repository;
    if (open == null) {
      open = new FileRepositoryBuilder().setBare().setGitDir(folder.toFile()).build();
      repository = open;
      if (!Files.exists(folder.resolve("config"))) {
        open.create(true);
        StoredConfig config = open.getConfig();
        config.setString("gc", null, "pruneExpire", "now");
        config.setString("gc", null, "prunePackExpire", "now");
        config.save();
      }
    }
    return open;
  }

  /** Whether a commit's files are there. Each commit came with all of its files. */
  static boolean holds(Repository copy, ObjectId commit) throws IOException {
    try (RevWalk walk = new RevWalk(copy)) {
      walk.parseTree(commit);
      return true;
    } catch (MissingObjectException e) {
      return false;
    }
  }

  private static void point(Repository copy, String name, ObjectId commit) throws IOException {
    RefUpdate update = copy.updateRef(name);
    update.setNewObjectId(commit);
    update.forceUpdate();
  }

  private void tidy(Repository copy) throws IOException {
    Path packs = folder.resolve("objects").resolve("pack");
    try (Stream<Path> files = Files.list(packs)) {
      if (files.filter(file -> file.toString().endsWith(".pack")).count() <= MOST_PACKS) {
        return;
      }
    }
    try (Git git = Git.wrap(copy)) {
      git.gc().call();
    } catch (GitAPIException e) {
      throw new IOException("the copy of " + remote.address() + " can't be tidied up", e);
    }
  }

  private void remove() throws IOException {
    close(repository);
    repository = null;
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException e)
              throws IOException {
            if (e != null) {
              throw e;
            }
            Files.delete(directory);
            return FileVisitResult.CONTINUE;
          }
        });
  }

  private static void close(@Nullable Repository open) {
    if (open != null) {
      open.close();
    }
  }

  @Override
  public void close() {
    busy.lock();
    try {
      close(repository);
      repository = null;
      known = null;
    } finally {
      busy.unlock();
    }
  }
}
