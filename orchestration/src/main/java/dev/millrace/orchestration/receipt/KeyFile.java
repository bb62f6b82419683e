package dev.millrace.orchestration.receipt;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/** The file that keeps the signing key, readable by its owner alone. */
record KeyFile(Path path) {
  /**
   * The key in it; empty if there is no file.
   *
   * @throws IllegalArgumentException if the file holds something else
   * @throws UncheckedIOException if it can't be read
   */
  Optional<SigningKey> read() {
    try {
      return Optional.of(SigningKey.read(Files.readString(path)));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the key of receipts in " + path, e);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          path
              + " does not hold the key of receipts ("
              + e.getMessage()
              + "): put it back from a backup, or remove the file to have a new one made",
          e);
    }
  }

  /** Replaces the key, whole or not at all, whenever the process is killed. */
  void write(SigningKey key) {
    Path fresh = path.resolveSibling(path.getFileName() + ".new");
    try {
      Files.deleteIfExists(fresh);
      Files.createFile(
          fresh,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(fresh, key.pem(), StandardOpenOption.WRITE, StandardOpenOption.SYNC);
      Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot keep the key of receipts in " + path, e);
    }
  }
}
