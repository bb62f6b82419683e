package dev.millrace.ingestion.connector.git;

import dev.millrace.ingestion.connector.Connector;
import dev.millrace.ingestion.connector.Facts;
import dev.millrace.ingestion.connector.Fetched;
import dev.millrace.ingestion.connector.Item;
import dev.millrace.ingestion.connector.Scan;
import dev.millrace.ingestion.connector.ScanSink;
import dev.millrace.ingestion.connector.ScanStart;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectLoader;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevTree;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.jspecify.annotations.Nullable;

/** A branch of a repository. The cursor is the commit that was told last. */
final class GitConnector implements Connector {
  /** Larger files are read from disk piece by piece, in bytes. */
  private static final int STREAMED_FROM = 1 << 20;

  private final GitRemote remote;
  private final GitCopy copy;
  private final Selection selection;

  GitConnector(GitRemote remote, GitCopy copy, Selection selection) {
    this.remote = remote;
    this.copy = copy;
    this.selection = selection;
  }

  @Override
  public String test() throws IOException, InterruptedException {
    return "a repository with " + remote.head();
  }

  @Override
  public Scan scan(ScanStart start, ScanSink sink) throws IOException, InterruptedException {
    Optional<GitCursor> last = start.done().flatMap(GitCursor::parse);
    try (GitCopy.Snapshot now = copy.latest(last.map(GitCursor::commit))) {
      String rules = selection.rules() + "@" + now.head().branch();
      Optional<GitCursor> brokenOff =
          usable(start.brokenOff().flatMap(GitCursor::parse), rules, now.repository());
      GitCursor whole =
          new GitCursor(rules, Optional.empty(), now.head().commit(), Optional.empty());
      GitCursor from =
          brokenOff.orElseGet(
              () ->
                  start.brokenOff().isPresent() ? whole : changes(last, rules, now).orElse(whole));
      read(now, from, sink);
      Scan.Coverage coverage =
          from.before().isPresent() ? Scan.Coverage.CHANGES : Scan.Coverage.WHOLE;
      // What the part before the break told may be gone from the commit that was told instead. The
      // next scan then has to tell all again.
      boolean mixed = start.brokenOff().isPresent() && brokenOff.isEmpty();
      return new Scan(
          coverage,
          mixed
              ? Optional.empty()
              : Optional.of(
                  new GitCursor(rules, Optional.empty(), from.commit(), Optional.empty())
                      .toString()));
    }
  }

  private Optional<GitCursor> changes(
      Optional<GitCursor> last, String rules, GitCopy.Snapshot now) {
    return usable(last, rules, now.repository())
        .map(
            cursor ->
                new GitCursor(
                    rules, Optional.of(cursor.commit()), now.head().commit(), Optional.empty()));
  }

  private static Optional<GitCursor> usable(
      Optional<GitCursor> cursor, String rules, Repository repository) {
    return cursor
        .filter(one -> one.rules().equals(rules))
        .filter(one -> holds(repository, one.commit()))
        .filter(one -> one.before().map(before -> holds(repository, before)).orElse(true));
  }

  private static boolean holds(Repository repository, ObjectId commit) {
    try {
      return GitCopy.holds(repository, commit);
    } catch (IOException e) {
      // What can't be read is not there; all is told instead.
      return false;
    }
  }

  private void read(GitCopy.Snapshot now, GitCursor from, ScanSink sink)
      throws IOException, InterruptedException {
    try {
      requireFolder(now, from);
      new TreeScan(now.repository(), remote.address(), selection, now.head().branch(), sink)
          .tell(from);
    } catch (NoFolderException e) {
      throw e;
    } catch (IOException e) {
      throw damaged(e);
    }
  }

  /** A folder that was there and is gone is emptied; one that never was is a slip of the pen. */
  private void requireFolder(GitCopy.Snapshot now, GitCursor from) throws IOException {
    if (selection.folder().isEmpty() || from.before().isPresent()) {
      return;
    }
    String folder = selection.folder().get();
    try (RevWalk commits = new RevWalk(now.repository());
        TreeWalk found =
            TreeWalk.forPath(now.repository(), folder, commits.parseTree(from.commit()))) {
      if (found == null) {
        throw new NoFolderException(
            remote.address() + ": " + now.head() + " has no " + folder + ": check settings.path");
      }
    }
  }

  private IOException damaged(IOException e) throws IOException, InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException("broken off");
    }
    copy.doubt();
    return new IOException(
        "the server's copy of "
            + remote.address()
            + " can't be read and is fetched anew next time: "
            + e.getMessage(),
        e);
  }

  @Override
  public Fetched fetch(Item item) throws IOException, InterruptedException {
    GitCopy.Snapshot now = copy.recent();
    Fetched fetched = new Fetched.Gone();
    try {
      fetched = fetch(item.externalId(), now);
    } catch (IOException e) {
      throw damaged(e);
    } finally {
      if (!(fetched instanceof Fetched.Content)) {
        now.close();
      }
    }
    return fetched;
  }

  /** Content keeps the snapshot open until it is closed itself. */
  private static Fetched fetch(String path, GitCopy.Snapshot now) throws IOException {
    Repository repository = now.repository();
    try (RevWalk commits = new RevWalk(repository);
        @Nullable TreeWalk found = find(repository, path, commits.parseTree(now.head().commit()))) {
      if (found == null || found.isSubtree()) {
        return new Fetched.Gone();
      }
      Optional<String> reason = Blobs.notAFile(found.getRawMode(0));
      if (reason.isPresent()) {
        return new Fetched.Refused(reason.get());
      }
      ObjectId blob = found.getObjectId(0);
      ObjectReader reader = repository.newObjectReader();
      reader.setStreamFileThreshold(STREAMED_FROM);
      ObjectLoader loader = reader.open(blob, Constants.OBJ_BLOB);
      if (Blobs.isPointer(reader, blob, loader.getSize())) {
        reader.close();
        return new Fetched.Refused("stored in Git LFS, which is not read");
      }
      return new Fetched.Content(
          new Held(loader.openStream(), reader, now),
          new Facts(
              Optional.empty(),
              Optional.empty(),
              Map.of("branch", now.head().branch(), "blob", blob.name()),
              Facts.NONE.rights()));
    }
  }

  private static @Nullable TreeWalk find(Repository repository, String path, RevTree tree)
      throws IOException {
    return path.isEmpty() ? null : TreeWalk.forPath(repository, path, tree);
  }

  @Override
  public void close() {
    copy.close();
  }

  private static final class NoFolderException extends IOException {
    NoFolderException(String message) {
      super(message);
    }
  }

  /** Closes what a file is read from with it. */
  private static final class Held extends FilterInputStream {
    private final ObjectReader reader;
    private final GitCopy.Snapshot snapshot;
    private boolean closed;

    Held(InputStream in, ObjectReader reader, GitCopy.Snapshot snapshot) {
      super(in);
      this.reader = reader;
      this.snapshot = snapshot;
    }

    @Override
    public void close() throws IOException {
      if (closed) {
        return;
      }
      closed = true;
      try {
        super.close();
      } finally {
        reader.close();
        snapshot.close();
      }
    }
  }
}
