package dev.millrace.ingestion.connector.mail;

import dev.millrace.ingestion.connector.Connector;
import dev.millrace.ingestion.connector.Facts;
import dev.millrace.ingestion.connector.Fetched;
import dev.millrace.ingestion.connector.Item;
import dev.millrace.ingestion.connector.Scan;
import dev.millrace.ingestion.connector.ScanSink;
import dev.millrace.ingestion.connector.ScanStart;
import dev.millrace.ingestion.connector.Unreadable;
import dev.millrace.ingestion.connector.Unusable;
import dev.millrace.ingestion.connector.mail.BoxFiles.BoxFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Messages in mbox files, Maildirs and {@code .eml} files. If no file has changed since the last
 * scan none is read; else all are, once.
 */
final class BoxConnector implements Connector {
  private static final int BATCH = 500;

  private final Path root;
  private final Optional<LocalDate> since;

  BoxConnector(Path root, Optional<LocalDate> since) {
    this.root = root;
    this.since = since;
  }

  @Override
  public String test() throws IOException {
    BoxFiles all = BoxFiles.list(root);
    long boxes = all.files().stream().filter(BoxFile::box).count();
    return "%d mailbox files and %d single messages".formatted(boxes, all.files().size() - boxes);
  }

  @Override
  public Scan scan(ScanStart start, ScanSink sink) throws IOException, InterruptedException {
    BoxFiles all = BoxFiles.list(root);
    Optional<String> now = all.fingerprint();
    if (now.isPresent() && start.done().equals(now) && all.unreadable().isEmpty()) {
      return new Scan(Scan.Coverage.CHANGES, now);
    }
    Telling telling = new Telling(sink, now, start.brokenOff());
    BoxScan scan = new BoxScan(root, since, telling);
    boolean missed = !all.unreadable().isEmpty();
    for (Map.Entry<Path, String> one : all.unreadable().entrySet()) {
      sink.unusable(unusable(one.getKey(), one.getValue()));
    }
    for (BoxFile file : all.files()) {
      try {
        scan.read(file);
      } catch (IOException e) {
        missed = true;
        sink.unusable(unusable(file.path(), Unreadable.reason(e)));
      }
    }
    // What lies in a file that could not be read is not gone.
    return missed
        ? new Scan(Scan.Coverage.CHANGES, Optional.empty())
        : new Scan(Scan.Coverage.WHOLE, now);
  }

  private Unusable unusable(Path file, String reason) {
    String name = root.relativize(file).toString().replaceAll("\\p{Cntrl}", "?");
    return new Unusable(name.isEmpty() ? "mail" : name, true, reason);
  }

  /** Passes over what was told before the scan broke off, as long as the files are the same. */
  private static final class Telling implements BoxScan.Taker {
    private final ScanSink sink;
    private final Optional<String> fingerprint;
    private final long passed;
    private long count;

    Telling(ScanSink sink, Optional<String> fingerprint, Optional<String> brokenOff) {
      this.sink = sink;
      this.fingerprint = fingerprint;
      this.passed =
          fingerprint
              .flatMap(print -> brokenOff.filter(cursor -> cursor.startsWith(print + " ")))
              .map(cursor -> Long.parseLong(cursor.substring(cursor.indexOf(' ') + 1)))
              .orElse(0L);
    }

    @Override
    public boolean take(Item item) throws InterruptedException {
      if (++count > passed) {
        sink.item(item);
        if (count % BATCH == 0 && fingerprint.isPresent()) {
          sink.checkpoint(fingerprint.get() + " " + count);
        }
      }
      return true;
    }
  }

  @Override
  public Fetched fetch(Item item) throws IOException, InterruptedException {
    Optional<BoxPlace> known = BoxPlace.parse(item.version());
    if (known.isPresent()) {
      Optional<InputStream> there = open(known.get());
      if (there.isPresent()) {
        return new Fetched.Content(there.get(), Facts.NONE);
      }
    }
    // The box has been written anew since: look for the message.
    List<BoxPlace> found = new ArrayList<>();
    BoxScan search =
        new BoxScan(
            root,
            since,
            one -> {
              if (one.externalId().equals(item.externalId())) {
                BoxPlace.parse(one.version()).ifPresent(found::add);
              }
              return found.isEmpty();
            });
    for (BoxFile file : BoxFiles.list(root).files()) {
      if (!search.read(file)) {
        break;
      }
    }
    if (found.isEmpty()) {
      return new Fetched.Gone();
    }
    return new Fetched.Content(
        open(found.getFirst())
            .orElseThrow(() -> new IOException(root + " changes while it is read")),
        Facts.NONE);
  }

  /** Opens a message; empty if it no longer lies there. */
  private Optional<InputStream> open(BoxPlace place) throws IOException {
    Path file = root.resolve(place.name()).normalize();
    if (!file.startsWith(root)) {
      return Optional.empty();
    }
    if (place.start() == BoxPlace.ALONE) {
      Optional<Path> single = Files.isRegularFile(file) ? Optional.of(file) : renamed(file);
      return single.isPresent()
          ? Optional.of(Files.newInputStream(single.get()))
          : Optional.empty();
    }
    boolean there =
        Files.isRegularFile(file)
            && Mbox.hash(file, place.start(), place.length()).equals(place.hash());
    return there
        ? Optional.of(BoxStream.unquoted(file, place.start(), place.length()))
        : Optional.empty();
  }

  /** The file of a Maildir that was read or flagged since, and has another name. */
  private static Optional<Path> renamed(Path file) throws IOException {
    Path folder = file.getParent();
    Path maildir = folder == null ? null : folder.getParent();
    if (maildir == null) {
      return Optional.empty();
    }
    for (String name : List.of("cur", "new")) {
      Path part = maildir.resolve(name);
      if (Files.isDirectory(part)) {
        try (Stream<Path> all = Files.list(part)) {
          Optional<Path> same =
              all.filter(one -> BoxFile.unflagged(one).equals(BoxFile.unflagged(file))).findFirst();
          if (same.isPresent()) {
            return same;
          }
        }
      }
    }
    return Optional.empty();
  }

  @Override
  public void close() {}
}
