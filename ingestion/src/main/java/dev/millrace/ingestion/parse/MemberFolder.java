package dev.millrace.ingestion.parse;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/**
 * A new folder for the members of a file that is read, gone with all that is in it when it is
 * closed.
 */
public record MemberFolder(Path path) implements AutoCloseable {
  /**
   * A folder in that one, which exists.
   *
   * @throws IOException if the disk refuses it
   */
  public static MemberFolder in(Path parent) throws IOException {
    return new MemberFolder(Files.createTempDirectory(parent, "members-"));
  }

  /**
   * A folder among the system's temporary files.
   *
   * @throws IOException if the disk refuses it
   */
  public static MemberFolder temporary() throws IOException {
    return new MemberFolder(Files.createTempDirectory("millrace-members-"));
  }

  /** Deletes what is in a folder, which stays. */
  static void empty(Path folder) throws IOException {
    try (DirectoryStream<Path> left = Files.newDirectoryStream(folder)) {
      for (Path path : left) {
        new MemberFolder(path).close();
      }
    }
  }

  @Override
  public void close() throws IOException {
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
          public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException fault)
              throws IOException {
            Files.deleteIfExists(folder);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
