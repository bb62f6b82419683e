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
  private final Globs include;
  private final Globs exclude;
  private final FolderWalk walk;

  /**
   * That folder, or a part of it.
   *
   * @param include what is wanted; everything if there are none
   * @param exclude what is not wanted, whatever {@code include} says
   */
  FolderConnector(Path root, Globs include, Globs exclude) {
    this.root = root;
    this.include = include;
    this.exclude = exclude;
    this.walk = new FolderWalk(root);
  }

  @Override
  public String test() throws IOException {
    return "a folder with " + walk.entries() + " entries";
  }

  @Override
  public Scan scan(ScanStart start, ScanSink sink) throws IOException, InterruptedException {
    Listing listing = walk.look().listing();
    FolderRules rules = new FolderRules(root);
    Instant now = Instant.now();
    for (Unusable one : listing.unusable()) {
      sink.unusable(one);
    }
    for (Listing.Found found : listing.items()) {
      String id = found.externalId();
      if (wanted(id)) {
        switch (rules.of(id)) {
          case FolderRules.Ruling.Unclear unclear ->
              sink.unusable(new Unusable(id, true, unclear.reason()));
          case FolderRules.Ruling.Stated stated -> sink.item(item(found, stated.facts(), now));
        }
      }
    }
    return Scan.whole();
  }

  private boolean wanted(String id) {
    return (include.isEmpty() || include.matches(id)) && !exclude.matches(id);
  }

  private static Item item(Listing.Found found, Facts facts, Instant now) {
    String version = version(Path.of(found.uri()), now);
    if (version != null && !facts.equals(Facts.NONE)) {
      version += "/" + FactsHash.of(facts);
    }
    return new Item(
        found.externalId(),
        found.uri().toString(),
        version,
        OptionalLong.of(found.size()),
        facts,
        Optional.empty());
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
  public Optional<ChangeWatch> watch() throws IOException {
    return Optional.of(new FolderWatch(walk));
  }

  @Override
  public void close() {}
}
