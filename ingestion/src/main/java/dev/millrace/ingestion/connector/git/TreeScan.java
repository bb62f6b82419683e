package dev.millrace.ingestion.connector.git;

import dev.millrace.ingestion.connector.Facts;
import dev.millrace.ingestion.connector.Item;
import dev.millrace.ingestion.connector.OwnRights;
import dev.millrace.ingestion.connector.ScanSink;
import dev.millrace.ingestion.connector.Unusable;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.EmptyTreeIterator;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.filter.AndTreeFilter;
import org.eclipse.jgit.treewalk.filter.PathFilter;
import org.eclipse.jgit.treewalk.filter.TreeFilter;

/**
 * Tells the files of a commit, or what differs between two, in the order of their paths' bytes.
 * Trees that are equal are not opened, so the second form takes the time of what has changed.
 */
final class TreeScan {
  private static final int CHECKPOINT_EVERY = 500;

  /**
   * Equal folders are stored once, so a small repository can hold more files than a disk. The
   * largest repositories known have less than a tenth of this.
   */
  private static final long MOST_ENTRIES = 20_000_000;

  private final Repository repository;
  private final GitAddress address;
  private final Selection selection;
  private final String branch;
  private final ScanSink sink;

  TreeScan(
      Repository repository,
      GitAddress address,
      Selection selection,
      String branch,
      ScanSink sink) {
    this.repository = repository;
    this.address = address;
    this.selection = selection;
    this.branch = branch;
    this.sink = sink;
  }

  /** Tells what the cursor says, from where it says. */
  void tell(GitCursor from) throws IOException, InterruptedException {
    byte[] told = Constants.encode(from.after().orElse(""));
    try (ObjectReader reader = repository.newObjectReader();
        RevWalk commits = new RevWalk(reader);
        TreeWalk walk = new TreeWalk(repository, reader)) {
      if (from.before().isPresent()) {
        walk.addTree(commits.parseTree(from.before().get()));
      } else {
        walk.addTree(new EmptyTreeIterator());
      }
      walk.addTree(commits.parseTree(from.commit()));
      walk.setFilter(
          selection
              .folder()
              .map(folder -> AndTreeFilter.create(PathFilter.create(folder), TreeFilter.ANY_DIFF))
              .orElse(TreeFilter.ANY_DIFF));
      int since = 0;
      for (long entries = 0; walk.next(); entries++) {
        if (entries >= MOST_ENTRIES) {
          throw new IOException(
              address + " has more than " + MOST_ENTRIES + " entries: narrow settings.path");
        }
        if (Thread.interrupted()) {
          throw new InterruptedException("broken off");
        }
        if (walk.isSubtree()) {
          walk.enterSubtree();
        } else if (Arrays.compareUnsigned(walk.getRawPath(), told) > 0 && one(walk, reader)) {
          if (++since % CHECKPOINT_EVERY == 0) {
            sink.checkpoint(
                new GitCursor(
                        from.rules(),
                        from.before(),
                        from.commit(),
                        Optional.of(walk.getPathString()))
                    .toString());
          }
        }
      }
    }
  }

  /** Tells one entry if it is wanted and has a name. */
  private boolean one(TreeWalk walk, ObjectReader reader) throws IOException, InterruptedException {
    String path = walk.getPathString();
    boolean gone = FileMode.MISSING.equals(walk.getRawMode(1));
    boolean was = !FileMode.MISSING.equals(walk.getRawMode(0));
    if (!selection.wanted().takes(path)) {
      return false;
    }
    Optional<String> unnameable = unnameable(path, walk.getRawPath());
    if (unnameable.isPresent()) {
      if (!gone) {
        sink.unusable(new Unusable(shown(path), true, unnameable.get()));
      }
      return false;
    }
    if (gone) {
      sink.gone(path);
      return true;
    }
    ObjectId blob = walk.getObjectId(1);
    Optional<String> reason = Blobs.notAFile(walk.getRawMode(1));
    long size = reason.isPresent() ? 0 : reader.getObjectSize(blob, Constants.OBJ_BLOB);
    if (reason.isEmpty() && Blobs.isPointer(reader, blob, size)) {
      reason = Optional.of("stored in Git LFS, which is not read");
    }
    if (reason.isPresent()) {
      if (was) {
        sink.gone(path);
      }
      sink.unusable(new Unusable(path, false, reason.get()));
    } else {
      sink.item(
          new Item(
              path,
              address.link(selection.link(), branch, path),
              blob.name() + "@" + branch,
              OptionalLong.of(size),
              new Facts(
                  Optional.empty(),
                  Optional.empty(),
                  Map.of("branch", branch, "blob", blob.name()),
                  OwnRights.NONE),
              Optional.empty()));
    }
    return true;
  }

  private static Optional<String> unnameable(String path, byte[] raw) {
    if (!Arrays.equals(Constants.encode(path), raw)) {
      return Optional.of("its name is not in UTF-8: rename it");
    }
    if (path.length() > Item.LONGEST_ID) {
      return Optional.of("its path is longer than " + Item.LONGEST_ID + " characters");
    }
    return path.chars().anyMatch(Character::isISOControl)
        ? Optional.of("its name has control characters: rename it")
        : Optional.empty();
  }

  private static String shown(String path) {
    String clean = path.replaceAll("\\p{Cntrl}", "\uFFFD");
    return clean.length() > Item.LONGEST_ID ? clean.substring(0, Item.LONGEST_ID) : clean;
  }
}
