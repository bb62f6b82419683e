package dev.millrace.app.database;

import dev.millrace.app.StartupException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/** A home in the folder for temporary files that is deleted on closing. */
public final class ScratchHome implements AutoCloseable {
  private final Path path;

  private ScratchHome(Path path) {
    this.path = path;
  }

  /** Makes one. */
  public static ScratchHome create() {
    try {
      return new ScratchHome(Files.createTempDirectory("millrace-"));
    } catch (IOException e) {
      throw new StartupException(
          "A scratch folder can't be made: " + e.getMessage() + ".",
          "Make room in the folder for temporary files, or name another with -Djava.io.tmpdir.",
          e);
    }
  }

  public Path path() {
    return path;
  }

  /** Deletes it with all that is in it. A file that somebody else deletes meanwhile is no error. */
  @Override
  public void close() {
    if (!Files.exists(path)) {
      return;
    }
    try {
      Files.walkFileTree(
          path,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
              Files.deleteIfExists(file);
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) {
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException e)
                throws IOException {
              Files.deleteIfExists(folder);
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      throw new UncheckedIOException(
          "scratch folder " + path + " can't be deleted: " + e.getMessage(), e);
    }
  }
}
