package dev.millrace.app.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Unpacks PostgreSQL once for all homes of a test run: unpacking is most of a first start. */
final class SharedBinaries {
  private static final Path HOME = unpackedHome();

  private SharedBinaries() {}

  private static Path unpackedHome() {
    try {
      Path home = Files.createTempDirectory("millrace-binaries").toRealPath();
      Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(home)));
      PostgresBinaries.unpacked(home);
      return home;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path home) {
    try {
      HomeFolder.delete(home);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The home whose folder {@code native} is shared. */
  static Path home() {
    return HOME;
  }

  /** Makes this folder a home that uses the shared binaries. */
  static Path lend(Path home) throws IOException {
    Files.createSymbolicLink(home.resolve("native"), HOME.resolve("native"));
    return home;
  }

  /** Undoes {@link #lend}, before the home is removed with all that is in it. */
  static void takeBack(Path home) throws IOException {
    Files.deleteIfExists(home.resolve("native"));
  }
}
