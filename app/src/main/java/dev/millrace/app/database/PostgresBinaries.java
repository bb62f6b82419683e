package dev.millrace.app.database;

import dev.millrace.app.StartupException;
import io.zonky.test.db.postgres.embedded.DefaultPostgresBinaryResolver;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tukaani.xz.XZInputStream;

/**
 * PostgreSQL's programs ({@code initdb}, {@code pg_ctl}, {@code postgres}), which come in a jar for
 * each system and are unpacked once for a home.
 */
final class PostgresBinaries {
  /** The release in the jars; the major version is that of a data folder's {@code PG_VERSION}. */
  static final String VERSION = "18.6";

  private static final Logger LOG = LoggerFactory.getLogger(PostgresBinaries.class);
  private static final String DRAFT = ".unpacking-";

  private PostgresBinaries() {}

  /** The major version, as PostgreSQL writes it into a data folder. */
  static String major() {
    return VERSION.substring(0, VERSION.indexOf('.'));
  }

  /**
   * The folder with {@code bin}, {@code lib} and {@code share}, unpacked below {@code
   * <home>/native} if it isn't yet. A crash midway leaves a draft, which the next call removes, and
   * never a folder that looks complete. The caller holds the home.
   *
   * @throws StartupException if there are no binaries for this system or the home can't be written
   */
  static Path unpacked(Path home) {
    Path natives = home.resolve("native");
    Path folder = natives.resolve("postgresql-" + VERSION);
    try {
      if (Files.isDirectory(folder)) {
        return folder;
      }
      Files.createDirectories(natives);
      removeDrafts(natives);
      Path draft = Files.createDirectory(natives.resolve(DRAFT + UUID.randomUUID()));
      long start = System.nanoTime();
      try (InputStream archive = archive()) {
        unpack(archive, draft);
      }
      Files.move(draft, folder, StandardCopyOption.ATOMIC_MOVE);
      LOG.info("Unpacked PostgreSQL {} in {} ms", VERSION, (System.nanoTime() - start) / 1_000_000);
      return folder;
    } catch (IOException e) {
      throw HomeFolder.unwritable(folder, e);
    }
  }

  private static void removeDrafts(Path natives) throws IOException {
    try (var drafts = Files.newDirectoryStream(natives, DRAFT + "*")) {
      for (Path draft : drafts) {
        HomeFolder.delete(draft);
      }
    }
  }

  private static InputStream archive() throws IOException {
    String name = System.getProperty("os.name", "");
    String machine = System.getProperty("os.arch", "");
    String system = name.toLowerCase(Locale.ROOT).contains("mac") ? "Darwin" : name;
    try {
      return DefaultPostgresBinaryResolver.INSTANCE.getPgBinary(
          system, machine.equals("amd64") ? "x86_64" : machine);
    } catch (IllegalStateException e) {
      throw new StartupException(
          "Millrace brings no PostgreSQL for " + name + " on " + machine + ".",
          "Run a PostgreSQL of version 15 or newer and give its address with MILLRACE_DB_URL.",
          e);
    }
  }

  /**
   * Unpacks a .tar.xz with its links and modes; an entry that leads out of the folder is refused.
   */
  static void unpack(InputStream archive, Path folder) throws IOException {
    try (TarArchiveInputStream tar =
        new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(archive, 1 << 16)))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        Path target = within(folder, entry.getName());
        if (entry.isDirectory()) {
          Files.createDirectories(target);
          continue;
        }
        Files.createDirectories(within(folder, entry.getName() + "/.."));
        if (entry.isSymbolicLink()) {
          within(folder, entry.getName() + "/../" + entry.getLinkName());
          Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
        } else if (entry.isLink()) {
          Files.createLink(target, within(folder, entry.getLinkName()));
        } else {
          Files.copy(tar, target);
          Files.setPosixFilePermissions(target, permissions(entry.getMode()));
        }
      }
    }
  }

  private static Path within(Path folder, String name) throws IOException {
    Path target = folder.resolve(name).normalize();
    if (!target.startsWith(folder)) {
      throw new IOException("archive entry " + name + " leads out of the folder");
    }
    return target;
  }

  /** The nine bits of a mode, highest first, as {@code rwxr-xr-x}. */
  private static Set<PosixFilePermission> permissions(int mode) {
    StringBuilder text = new StringBuilder();
    for (int bit = 8; bit >= 0; bit--) {
      text.append((mode >> bit & 1) == 1 ? "xwr".charAt(bit % 3) : '-');
    }
    return PosixFilePermissions.fromString(text.toString());
  }
}
