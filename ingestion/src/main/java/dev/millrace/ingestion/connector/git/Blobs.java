package dev.millrace.ingestion.connector.git;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;

/** Tells documents from the other things that a tree can hold. */
final class Blobs {
  /** What a pointer of Git LFS begins with, and how long one may be (git-lfs, docs/spec.md). */
  private static final byte[] POINTER =
      "version https://git-lfs.github.com/spec/".getBytes(StandardCharsets.US_ASCII);

  private static final int LONGEST_POINTER = 1024;

  private Blobs() {}

  /** Why that is no document; empty if it is one, as far as its mode tells. */
  static Optional<String> notAFile(int mode) {
    if (FileMode.SYMLINK.equals(mode)) {
      return Optional.of("a symbolic link");
    }
    if (FileMode.GITLINK.equals(mode)) {
      return Optional.of("a submodule: make it a source of its own");
    }
    return FileMode.REGULAR_FILE.equals(mode) || FileMode.EXECUTABLE_FILE.equals(mode)
        ? Optional.empty()
        : Optional.of("not a file");
  }

  /** Whether a file's content is elsewhere. */
  static boolean isPointer(ObjectReader reader, ObjectId blob, long size) throws IOException {
    if (size < POINTER.length || size > LONGEST_POINTER) {
      return false;
    }
    byte[] bytes = reader.open(blob, Constants.OBJ_BLOB).getBytes();
    return bytes.length >= POINTER.length
        && Arrays.equals(bytes, 0, POINTER.length, POINTER, 0, POINTER.length);
  }
}
