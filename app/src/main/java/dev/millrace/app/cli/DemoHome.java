package dev.millrace.app.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/** Where a demonstration keeps its things: never in the user's own home. */
final class DemoHome implements AutoCloseable {
  private final Path folder;
  private final boolean kept;

  private DemoHome(Path folder, boolean kept) {
    this.folder = folder;
    this.kept = kept;
  }

  /** A new folder for temporary files, deleted on closing. */
  static DemoHome scratch() {
    try {
      return new DemoHome(Files.createTempDirectory("millrace-demo"), false);
    } catch (IOException e) {
      throw new CommandFailure("cannot make a scratch folder: " + e.getMessage(), e);
    }
  }

  /** The folder {@code demo} in the home, which a later demonstration finds again. */
  static DemoHome kept(Surroundings surroundings) {
    String home = surroundings.variable("MILLRACE_HOME");
    return new DemoHome(
        Path.of(home.isEmpty() ? "data" : home).resolve("demo").toAbsolutePath().normalize(), true);
  }

  Path folder() {
    return folder;
  }

  @Override
  public void close() {
    delete();
  }

  /** Deletes a scratch folder; a kept one stays. May be called twice. */
  void delete() {
    if (kept || !Files.exists(folder)) {
      return;
    }
    try {
      Files.walkFileTree(
          folder,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
              Files.deleteIfExists(file);
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) {
              // A stopping database deletes files of its own.
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path dir, @Nullable IOException e)
                throws IOException {
              Files.deleteIfExists(dir);
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      throw new UncheckedIOException("cannot delete " + folder, e);
    }
  }
}
