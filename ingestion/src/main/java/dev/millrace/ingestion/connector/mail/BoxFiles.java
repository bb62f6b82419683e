package dev.millrace.ingestion.connector.mail;

import dev.millrace.ingestion.connector.ContentHash;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The files below a place that hold mail: boxes of many messages by how they begin, single messages
 * by their ending {@code .eml} or by lying in a Maildir's {@code cur} or {@code new}. Links are not
 * followed.
 */
record BoxFiles(List<BoxFile> files, Map<Path, String> unreadable) {
  /** As in the server's folders: what was changed this recently may change again unseen. */
  private static final Duration TICK = Duration.ofSeconds(2);

  private static final int DEEPEST = 32;

  /**
   * A file with mail.
   *
   * @param box whether it holds many messages
   */
  record BoxFile(Path path, boolean box, long size, Instant changed) {
    /** Its name in a Maildir without the flags, which change when a message is read. */
    static String unflagged(Path path) {
      String name = String.valueOf(path.getFileName());
      int flags = name.indexOf(":2,");
      return flags < 0 ? name : name.substring(0, flags);
    }
  }

  /**
   * Lists them in order.
   *
   * @throws IOException if there is nothing at that place or it can't be read
   */
  static BoxFiles list(Path root) throws IOException {
    if (!Files.exists(root)) {
      throw new NoSuchFileException(root + ": there is no such file or folder; check settings.url");
    }
    List<BoxFile> files = new ArrayList<>();
    Map<Path, String> unreadable = new HashMap<>();
    Files.walkFileTree(
        root,
        java.util.Set.of(),
        DEEPEST,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            try {
              kind(root, file, attributes)
                  .ifPresent(
                      box ->
                          files.add(
                              new BoxFile(
                                  file,
                                  box,
                                  attributes.size(),
                                  attributes.lastModifiedTime().toInstant())));
            } catch (IOException e) {
              unreadable.put(file, String.valueOf(e.getMessage()));
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
            if (file.equals(root)) {
              throw e;
            }
            unreadable.put(file, String.valueOf(e.getMessage()));
            return FileVisitResult.CONTINUE;
          }
        });
    files.sort(Comparator.comparing(BoxFile::path));
    return new BoxFiles(files, unreadable);
  }

  /** Whether it is a box; empty if there is no mail in it. */
  private static Optional<Boolean> kind(Path root, Path file, BasicFileAttributes attributes)
      throws IOException {
    String name = String.valueOf(file.getFileName());
    if (!attributes.isRegularFile() || (name.startsWith(".") && !file.equals(root))) {
      return Optional.empty();
    }
    String folder = String.valueOf(Objects.requireNonNull(file.getParent()).getFileName());
    boolean maildir = folder.equals("cur") || folder.equals("new");
    if (maildir || name.endsWith(".eml")) {
      return Optional.of(false);
    }
    return Mbox.is(file) || file.equals(root) ? Optional.of(true) : Optional.empty();
  }

  /** Changes when a file does; empty if one has changed so lately that its time may not show it. */
  Optional<String> fingerprint() throws IOException {
    Instant settled = Instant.now().minus(TICK);
    StringBuilder text = new StringBuilder();
    for (BoxFile file : files) {
      if (file.changed().isAfter(settled)) {
        return Optional.empty();
      }
      text.append(file.path()).append('\n').append(file.size()).append(' ').append(file.changed());
    }
    byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
    return Optional.of(ContentHash.hexOf(new ByteArrayInputStream(bytes)));
  }
}
