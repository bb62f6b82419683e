package dev.millrace.app.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a folder holds.
 *
 * @param unusable what cannot be sent, with the reason: unreadable files, broken links
 */
record FolderListing(List<LocalFile> files, List<FileOutcome> unusable) {
  FolderListing {
    files = List.copyOf(files);
    unusable = List.copyOf(unusable);
  }

  /** Everything below a folder. */
  static FolderListing of(Path root) {
    try (Stream<Path> paths = Files.walk(root)) {
      return new FolderListing(
          paths
              .filter(Files::isRegularFile)
              .map(
                  path ->
                      new LocalFile(root.relativize(path).toString(), path, path.toFile().length()))
              .toList(),
          List.of());
    } catch (IOException e) {
      throw new CommandFailure("cannot read the folder " + root + ": " + e.getMessage(), e);
    }
  }
}
