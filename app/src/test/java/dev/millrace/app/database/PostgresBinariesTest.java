package dev.millrace.app.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class PostgresBinariesTest {
  @Test
  void areOfTheNamedVersionAndUnpackedOnce() throws IOException {
    Path home = SharedBinaries.home();
    Path draft = Files.createDirectories(home.resolve("native/.unpacking-crashed"));
    Path folder = PostgresBinaries.unpacked(home);
    assertThat(PostgresPrograms.in(folder).run("postgres", "--version").output())
        .startsWith("postgres (PostgreSQL) " + PostgresBinaries.VERSION);
    assertThat(folder.resolve("bin/postgres")).isExecutable();
    try (var libraries = Files.list(folder.resolve("lib"))) {
      assertThat(libraries).anyMatch(Files::isSymbolicLink);
    }
    assertThat(PostgresBinaries.unpacked(home)).isEqualTo(folder);
    assertThat(draft).exists();
    HomeFolder.delete(draft);
  }
}
