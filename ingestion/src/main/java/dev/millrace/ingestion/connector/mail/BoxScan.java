package dev.millrace.ingestion.connector.mail;

import dev.millrace.ingestion.connector.Item;
import dev.millrace.ingestion.connector.mail.BoxFiles.BoxFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One pass over files with mail. Of equal copies the first counts; different messages of one
 * Message-ID are numbered, so that the one that came first keeps its name.
 */
final class BoxScan {
  /** Takes messages as items; false to hear of no more. */
  interface Taker {
    boolean take(Item item) throws IOException, InterruptedException;
  }

  private final Path root;
  private final Optional<LocalDate> since;
  private final Taker taker;
  private final ToldIds told = new ToldIds();
  private final Map<String, Integer> numbers = new HashMap<>();
  private boolean enough;

  BoxScan(Path root, Optional<LocalDate> since, Taker taker) {
    this.root = root;
    this.since = since;
    this.taker = taker;
  }

  /** Reads one file; false if no more are wanted. */
  boolean read(BoxFile file) throws IOException, InterruptedException {
    if (file.box()) {
      Mbox.read(
          file.path(),
          found -> {
            BoxPlace place =
                new BoxPlace(found.hash(), found.start(), found.length(), name(file.path()));
            return tell(place, found.head(), file.path().toUri() + "#" + found.start());
          });
    } else {
      single(file);
    }
    return !enough;
  }

  private void single(BoxFile file) throws IOException, InterruptedException {
    byte[] head;
    try (InputStream in = Files.newInputStream(file.path())) {
      head = in.readNBytes(MailHead.MOST);
    } catch (NoSuchFileException e) {
      // Read by its owner meanwhile, which renames it, or deleted: the next scan will see.
      return;
    }
    String version = Long.toHexString(file.changed().toEpochMilli());
    BoxPlace place = new BoxPlace(version, BoxPlace.ALONE, file.size(), name(file.path()));
    tell(place, MailHead.read(head), file.path().toUri().toString());
  }

  private boolean tell(BoxPlace place, MailHead head, String uri)
      throws IOException, InterruptedException {
    boolean old =
        since.isPresent()
            && head.date()
                .filter(date -> date.isBefore(since.get().atStartOfDay(ZoneOffset.UTC).toInstant()))
                .isPresent();
    String id = head.identity(String.valueOf(place.length()));
    if (old || !told.add(id + " " + place.hash() + " " + place.length())) {
      return true;
    }
    String base = id;
    while (!told.add(id)) {
      id = base + "#" + numbers.merge(base, 2, (number, two) -> number + 1);
    }
    Optional<String> folder = Optional.of(place.name()).filter(name -> !name.isEmpty());
    enough =
        !taker.take(
            new Item(
                id,
                head.uri().orElse(uri),
                place.text(),
                OptionalLong.of(place.length()),
                head.facts(folder.map(BoxScan::folder)),
                Optional.empty()));
    return !enough;
  }

  /** A box's name, or the folder in which a single message lies. */
  private static String folder(String name) {
    return name.replaceAll("/?(cur|new)/[^/]*$", "")
        .replaceAll("/?[^/]*\\.eml$", "")
        .replaceAll("\\p{Cntrl}", "?");
  }

  private String name(Path file) {
    return root.relativize(file).toString().replace('\\', '/');
  }
}
