package dev.millrace.ingestion.connector;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** A folder that the server can read, told whole at each scan. */
final class FolderConnector implements Connector {
  /**
   * A file that was changed so shortly before it was looked at may change again within the file
   * system's tick, and keep its time and size: it gets no version, so that its bytes are compared
   * next time.
   */
  private static final Duration TICK = Duration.ofSeconds(2);

  private final Path root;
  private final FolderWalk walk;

  FolderConnector(Path root) {
    this.root = root;
    this.walk = new FolderWalk(root);
  }

  @Override
  public String test() throws IOException {
    return "a folder with " + walk.entries() + " entries";
  }

  @Override
  public Scan scan(ScanStart start, ScanSink sink) throws IOException, InterruptedException {
    Listing listing = walk.list();
    Instant now = Instant.now();
    for (Unusable one : listing.unusable()) {
      sink.unusable(one);
    }
    for (Listing.Found found : listing.items()) {
      sink.item(
          new Item(
              found.externalId(),
              found.uri().toString(),
              version(Path.of(found.uri()), now),
              OptionalLong.of(found.size()),
              Facts.NONE,
              Optional.empty()));
    }
    return Scan.whole();
  }

  private static @Nullable String version(Path file, Instant now) {
    try {
      BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
      Instant changed = attributes.lastModifiedTime().toInstant();
      return changed.isAfter(now.minus(TICK)) ? null : changed + "/" + attributes.size();
    } catch (IOException e) {
      // Fetching it will say what is wrong.
      return null;
    }
  }

  @Override
  public Fetched fetch(Item item) throws IOException {
    try {
      return new Fetched.Content(walk.open(item.externalId()), Facts.NONE);
    } catch (NoSuchFileException e) {
      // A folder that is gone as a whole says nothing of its files.
      if (!Files.isDirectory(root)) {
        throw e;
      }
      return new Fetched.Gone();
    } catch (AccessDeniedException e) {
      return new Fetched.Refused(Unreadable.reason(e));
    }
  }

  @Override
  public void close() {}
}
