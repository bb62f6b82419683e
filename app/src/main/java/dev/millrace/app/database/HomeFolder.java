package dev.millrace.app.database;

import dev.millrace.app.StartupException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.Set;
import java.util.UUID;

/** Files and folders of a home that only their owner may read. */
final class HomeFolder {
  private static final FileAttribute<Set<PosixFilePermission>> OWNER_FOLDER =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
  private static final FileAttribute<Set<PosixFilePermission>> OWNER_FILE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  private HomeFolder() {}

  /**
   * Makes the home if it is missing.
   *
   * @return its real path, so that one folder has one name
   * @throws StartupException if it is no folder and can't become one
   */
  static Path prepare(Path home) {
    Path absolute = home.toAbsolutePath().normalize();
    if (Files.exists(absolute) && !Files.isDirectory(absolute)) {
      throw new StartupException(
          "The home " + absolute + " is a file.", "Give a folder with --home or MILLRACE_HOME.");
    }
    try {
      Files.createDirectories(absolute, OWNER_FOLDER);
      return absolute.toRealPath();
    } catch (IOException e) {
      throw unwritable(absolute, e);
    }
  }

  /** What a failed write below the home says to the operator. */
  static StartupException unwritable(Path path, IOException e) {
    String reason =
        switch (e) {
          case AccessDeniedException _ -> "permission denied";
          case FileSystemException f when f.getReason() != null -> f.getReason();
          default -> String.valueOf(e.getMessage());
        };
    String fix =
        reason.contains("No space left")
            ? "Free some space on that disk, or choose another home with --home or MILLRACE_HOME."
            : "Choose a home that this user may write with --home or MILLRACE_HOME.";
    return new StartupException("Cannot write " + path + ": " + reason + ".", fix, e);
  }

  /** Replaces a file as a whole, readable by its owner alone: never half of it, never others. */
  static void writePrivate(Path file, String text) {
    Path draft = file.resolveSibling("." + file.getFileName() + "-" + UUID.randomUUID());
    try {
      Files.createFile(draft, OWNER_FILE);
      Files.writeString(draft, text);
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw unwritable(file, e);
    }
  }

  /** Removes a folder with all that is in it; links are removed, not followed. */
  static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (var paths = Files.walk(folder)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
