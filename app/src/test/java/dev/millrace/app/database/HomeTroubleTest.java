package dev.millrace.app.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.sun.security.auth.module.UnixSystem;
import dev.millrace.app.StartupException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HomeTroubleTest {
  @TempDir Path folder;

  @AfterEach
  void giveBinariesBack() throws IOException {
    SharedBinaries.takeBack(folder);
  }

  private static void assertRefused(Path home, String... said) {
    assertThatThrownBy(() -> RunningDatabase.open(home, Optional.empty()))
        .isInstanceOfSatisfying(
            StartupException.class,
            e -> assertThat(e.getMessage()).contains(said).contains(e.fix()));
  }

  @Test
  void aFileIsNoHome() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    assertRefused(file, file.toString(), "is a file", "--home");
    assertRefused(file.resolve("below"), "Cannot write", "Not a directory");
  }

  @Test
  void aReadOnlyHomeIsRefused() throws IOException {
    assumeFalse(new UnixSystem().getUid() == 0, "root writes where modes forbid it");
    Path home = Files.createDirectory(folder.resolve("read-only"));
    Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("r-xr-xr-x"));
    assertRefused(home, "Cannot write " + home, "permission denied");
  }

  @Test
  void dataOfAnotherMajorVersionIsLeftAlone() throws IOException {
    Path home = SharedBinaries.lend(folder.toRealPath());
    Path version = Files.createDirectory(home.resolve("postgres")).resolve("PG_VERSION");
    assertRefused(home, "holds no PostgreSQL data");
    Files.writeString(version, "17\n");
    assertRefused(home, "written by PostgreSQL 17", "this build brings 18");
    assertThat(version).hasContent("17");
  }

  @Test
  void dataThatPostgresRefusesIsToldInItsWords() throws IOException {
    Path home = SharedBinaries.lend(folder.toRealPath());
    RunningDatabase.open(home, Optional.empty()).close();
    Files.delete(home.resolve("postgres/global/pg_control"));
    assertRefused(home, "did not start", "pg_control", "postgres.log");
    // The home was given back.
    HomeLock.acquire(home).close();
  }

  @Test
  void aLockSaysWhereItsHolderListens() {
    Path home = folder.resolve("new/home");
    assertThat(HomeLock.announcedPort(home)).isEmpty();
    try (HomeLock lock = HomeLock.acquire(home)) {
      assertThat(HomeLock.announcedPort(home)).isEmpty();
      lock.announce(8081);
      assertThat(HomeLock.announcedPort(home)).hasValue(8081);
      assertThatThrownBy(() -> HomeLock.acquire(home)).hasMessageContaining("port 8081");
    }
    assertThat(HomeLock.announcedPort(home)).isEmpty();
  }

  @Test
  void aDatabaseThatIsDownIsNamedWithoutItsPassword() throws IOException {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    ConnectionSettings down =
        DatabaseUrl.parse(
            "postgres://me:geheim@127.0.0.1:" + port + "/x", Optional.empty(), Optional.empty());
    assertThatThrownBy(() -> RunningDatabase.open(folder, Optional.of(down)))
        .isInstanceOf(StartupException.class)
        .hasMessageContaining("No PostgreSQL answers at 127.0.0.1:" + port)
        .hasMessageNotContaining("geheim");
  }
}
