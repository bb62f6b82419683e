package dev.millrace.app.wiring;

import dev.millrace.app.StartupException;
import dev.millrace.ingestion.job.SecretBox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * What a node keeps in its home about itself: its name, by which it is known among the nodes that
 * share a database, and the key to the secrets of sources. Made when first needed, for the owner's
 * eyes only.
 */
final class NodeFiles {
  private NodeFiles() {}

  /** The node's name, the same after each start. */
  static String name(Path home) {
    return new String(
        read(home.resolve("node"), () -> ("node-" + UUID.randomUUID()).getBytes(US_ASCII)),
        US_ASCII);
  }

  /**
   * The key to the secrets of sources, 32 bytes.
   *
   * @param configured in base64, as all nodes of a database have it; empty for one of this home
   */
  static byte[] secretKey(Path home, Optional<String> configured) {
    if (configured.isPresent()) {
      return Base64.getDecoder().decode(configured.get().strip());
    }
    return read(
        home.resolve("secrets.key"),
        () -> {
          byte[] key = new byte[SecretBox.KEY_BYTES];
          new SecureRandom().nextBytes(key);
          return key;
        });
  }

  private static final java.nio.charset.Charset US_ASCII =
      java.nio.charset.StandardCharsets.US_ASCII;

  private static byte[] read(Path file, Supplier<byte[]> made) {
    try {
      if (!Files.exists(file)) {
        write(file, made.get());
      }
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new StartupException(
          file + " can't be read or made: " + e.getMessage(), "Check the home's permissions.");
    }
  }

  /** Whole or not at all, whenever the process is killed. */
  private static void write(Path file, byte[] bytes) throws IOException {
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(fresh);
    Files.createFile(
        fresh, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.write(fresh, bytes, StandardOpenOption.WRITE, StandardOpenOption.SYNC);
    Files.move(fresh, file, java.nio.file.StandardCopyOption.ATOMIC_MOVE);
  }
}
