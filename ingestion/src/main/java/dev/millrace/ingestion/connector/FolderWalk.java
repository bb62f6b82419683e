package dev.millrace.ingestion.connector;

import static java.util.Objects.requireNonNull;

import dev.millrace.ingestion.connector.Listing.Found;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The files of a folder and of the folders in it, links followed as long as they stay inside.
 * External ids are relative paths with '/'. Hidden files and what operating systems and editors
 * leave lying about are passed over.
 *
 * <p>Each file is listed once, under its own path rather than a link's, so that circles of links
 * end and no document is there twice; a link that adds nothing is reported as skipped.
 */
public final class FolderWalk {
  private static final Set<String> LITTER = Set.of("thumbs.db", "desktop.ini", "ehthumbs.db");
  private static final int LONGEST_ID = 2_000;

  private final Path root;

  /** A walk through that folder; nothing is read yet. */
  public FolderWalk(Path root) {
    this.root = root.toAbsolutePath().normalize();
  }

  /**
   * What is there now, in the order of the external ids; for those who can't heed what a folder
   * says of its readers.
   *
   * @throws IOException if the folder can't be read, or has a file that says who may read what; the
   *     message says why and what to do
   */
  public Listing list() throws IOException {
    Look look = look();
    for (Path folder : look.folders()) {
      Path rules = folder.resolve(RulesFile.NAME);
      if (Files.exists(rules, LinkOption.NOFOLLOW_LINKS)) {
        throw new IOException(
            rules
                + " says who may read what, and nobody would heed it here: have the server read the"
                + " folder as a source of the kind folder, or take that file away");
      }
    }
    return look.listing();
  }

  /**
   * What a look at the folder showed.
   *
   * @param folders the real paths of those that files were looked for in, the root's first
   */
  record Look(Listing listing, List<Path> folders) {
    Look {
      folders = List.copyOf(folders);
    }
  }

  /** The same as {@link #list}, and where it was found. */
  Look look() throws IOException {
    Path real = realRoot();
    Walk walk = new Walk(real);
    walk.into(real, "");
    walk.followLinks();
    walk.items.sort(Comparator.comparing(Found::externalId));
    walk.unusable.sort(Comparator.comparing(Unusable::externalId));
    return new Look(new Listing(walk.items, walk.unusable), List.copyOf(walk.folders));
  }

  /** The folder, as it was named. */
  Path root() {
    return root;
  }

  /**
   * The bytes of a file as they are now. The caller closes the stream.
   *
   * @throws IOException if they can't be read; {@link Unreadable#reason} tells people why
   */
  public InputStream open(String externalId) throws IOException {
    Path real = root.resolve(externalId).toRealPath();
    if (!real.startsWith(root.toRealPath())) {
      throw new AccessDeniedException(externalId, null, "it lies outside of the folder");
    }
    return Files.newInputStream(real);
  }

  /**
   * How many entries the folder itself has, without those below.
   *
   * @throws IOException if the folder can't be read; the message says why and what to do
   */
  int entries() throws IOException {
    int entries = 0;
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(realRoot())) {
      for (Path entry : stream) {
        entries += passedOver(entry.getFileName().toString()) ? 0 : 1;
      }
    } catch (DirectoryIteratorException e) {
      throw new IOException("the folder " + root + " can't be read: " + e.getMessage(), e);
    }
    return entries;
  }

  private Path realRoot() throws IOException {
    try {
      Path real = root.toRealPath();
      if (!Files.isDirectory(real)) {
        throw new NotDirectoryException(
            root + " is a file, not a folder: name the folder it is in");
      }
      if (!Files.isReadable(real) || !Files.isExecutable(real)) {
        throw new AccessDeniedException("the folder " + root + " can't be read: no permission");
      }
      return real;
    } catch (NoSuchFileException e) {
      throw new NoSuchFileException("there is no folder " + root);
    }
  }

  /** Whether an entry of that name is no document and no folder of them. */
  static boolean passedOver(String name) {
    return name.startsWith(".")
        || name.startsWith("~$")
        || LITTER.contains(name.toLowerCase(Locale.ROOT));
  }

  /** One listing in the making. */
  private static final class Walk {
    private record Folder(Path path, String id) {}

    private final Path real;
    private final List<Found> items = new ArrayList<>();
    private final List<Unusable> unusable = new ArrayList<>();
    private final Deque<Folder> links = new ArrayDeque<>();
    private final Set<Path> seen = new HashSet<>();
    private final Set<Path> folders = new LinkedHashSet<>();

    Walk(Path real) {
      this.real = real;
    }

    /** Lists a folder and what is below it; links are put by until all real paths are known. */
    void into(Path start, String startId) {
      Deque<Folder> open = new ArrayDeque<>();
      open.add(new Folder(start, startId));
      seen.add(start);
      while (!open.isEmpty()) {
        Folder folder = open.poll();
        folders.add(folder.path());
        for (Path path : entries(folder)) {
          String name = path.getFileName().toString();
          String id = folder.id().isEmpty() ? name : folder.id() + "/" + name;
          if (passedOver(name)) {
            continue;
          }
          if (Files.isSymbolicLink(path)) {
            links.add(new Folder(path, id));
          } else if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            if (seen.add(path)) {
              open.add(new Folder(path, id));
            }
          } else if (seen.add(path)) {
            file(path, id);
          }
        }
      }
    }

    void followLinks() {
      while (!links.isEmpty()) {
        Folder link = links.poll();
        try {
          Path target = link.path().toRealPath();
          if (!target.startsWith(real)) {
            skipped(link.id(), "a link that leads out of the folder, to " + target);
          } else if (link.path().startsWith(target)) {
            skipped(link.id(), "a link that leads in a circle, back to " + target);
          } else if (seen.contains(target)) {
            skipped(link.id(), "a link to " + real.relativize(target) + ", which is listed itself");
          } else if (Files.isDirectory(target)) {
            into(target, link.id());
          } else {
            seen.add(target);
            folders.add(requireNonNull(target.getParent()));
            file(target, link.id());
          }
        } catch (NoSuchFileException e) {
          skipped(link.id(), "a link to what isn't there");
        } catch (IOException e) {
          failed(link.id(), Unreadable.reason(e));
        }
      }
    }

    private List<Path> entries(Folder folder) {
      List<Path> entries = new ArrayList<>();
      try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder.path())) {
        stream.forEach(entries::add);
      } catch (DirectoryIteratorException e) {
        IOException cause = e.getCause();
        failed(folder.id(), Unreadable.reason(cause == null ? new IOException(e) : cause));
      } catch (IOException e) {
        failed(folder.id(), Unreadable.reason(e));
      }
      entries.sort(Comparator.naturalOrder());
      return entries;
    }

    private void file(Path path, String id) {
      try {
        if (id.length() > LONGEST_ID) {
          failed(id.substring(0, LONGEST_ID), "its path is longer than " + LONGEST_ID);
        } else if (!Files.isRegularFile(path)) {
          skipped(id, "not a regular file");
        } else if (!Files.isReadable(path)) {
          failed(id, "no permission to read it");
        } else {
          items.add(new Found(id, path.toUri(), Files.size(path)));
        }
      } catch (IOException e) {
        failed(id, Unreadable.reason(e));
      }
    }

    private void skipped(String id, String reason) {
      unusable.add(new Unusable(id, false, reason));
    }

    private void failed(String id, String reason) {
      unusable.add(new Unusable(id, true, reason));
    }
  }
}
