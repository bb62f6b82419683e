package dev.millrace.app.cli;

import dev.millrace.ingestion.connector.FolderWalk;
import dev.millrace.ingestion.connector.Listing;
import dev.millrace.ingestion.connector.Unusable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

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

  /**
   * Everything below a folder, found as the server finds it in a folder of its own.
   *
   * @throws CommandFailure when the folder as a whole cannot be read
   */
  static FolderListing of(Path root) {
    Listing listing;
    try {
      listing = new FolderWalk(root).list();
    } catch (IOException e) {
      throw new CommandFailure(String.valueOf(e.getMessage()), e);
    }
    return new FolderListing(
        listing.items().stream().map(FolderListing::file).toList(),
        listing.unusable().stream().map(FolderListing::outcome).toList());
  }

  private static LocalFile file(Listing.Found item) {
    return new LocalFile(
        item.externalId(), Path.of(item.uri()), item.uri().toString(), item.size());
  }

  private static FileOutcome outcome(Unusable unusable) {
    return new FileOutcome(
        unusable.externalId(),
        unusable.failed() ? FileOutcome.Kind.FAILED : FileOutcome.Kind.SKIPPED,
        unusable.reason(),
        0);
  }
}
