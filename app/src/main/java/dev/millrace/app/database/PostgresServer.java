package dev.millrace.app.database;

import dev.millrace.app.StartupException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Starts and stops the server process of a cluster. */
record PostgresServer(Cluster cluster) {
  private static final String WAIT_SECONDS = "120";
  private static final int PORTS_TRIED = 100;
  private static final int LEAST_PORT = 15_000;
  private static final int LEAST_OUTGOING_PORT = 32_768;
  private static final int PORT_ATTEMPTS = 3;
  private static final long LOG_LIMIT_BYTES = 10L << 20;
  private static final long END_WAIT_SECONDS = 10;

  /**
   * Starts PostgreSQL on a free port and waits until it answers.
   *
   * @return the port
   * @throws StartupException with PostgreSQL's own words
   */
  int start() {
    for (int attempt = 0; attempt < PORT_ATTEMPTS; attempt++) {
      int port = freePort();
      switch (startOn(port)) {
        case Started.Answers() -> {
          return port;
        }
        // Someone else may take the free port before PostgreSQL does.
        case Started.PortTaken() -> {}
        case Started.Refused(String why) ->
            throw new StartupException(
                "PostgreSQL did not start on " + cluster.data() + ": " + why,
                "Its log is " + log() + ".");
      }
    }
    throw new StartupException(
        "PostgreSQL found no free port on 127.0.0.1.", "Its log is " + log() + "; start again.");
  }

  /** What became of an attempt to start it. */
  sealed interface Started {
    /** It runs. */
    record Answers() implements Started {}

    /** Another process has that port. */
    record PortTaken() implements Started {}

    /** It does not run, for the reason that it gives. */
    record Refused(String why) implements Started {}
  }

  /** Starts PostgreSQL on that port, and waits until it answers or gives up. */
  Started startOn(int port) {
    cluster.configure(port);
    long logged = rotatedLogSize();
    PostgresPrograms.Outcome started =
        cluster
            .programs()
            .run(
                "pg_ctl",
                "start",
                "--pgdata=" + cluster.data(),
                "--log=" + log(),
                "--wait",
                "--timeout=" + WAIT_SECONDS,
                "--silent");
    if (started.succeeded()) {
      return new Started.Answers();
    }
    String said = logSince(logged);
    return said.contains("Address already in use")
        ? new Started.PortTaken()
        : new Started.Refused((started.output() + " " + said).strip());
  }

  /**
   * Ends all its connections and stops it, with a checkpoint.
   *
   * @return whether it has stopped
   */
  boolean stop() {
    return stop("fast");
  }

  /** Stops one that may be past talking to: in order, else at once, else by force. */
  void stopAtAnyCost(Postmaster postmaster) {
    if (stop("fast") || stop("immediate")) {
      return;
    }
    ProcessHandle.of(postmaster.pid()).ifPresent(PostgresServer::kill);
  }

  /** Waits until the pid file is gone, the last thing that PostgreSQL does. */
  private boolean stop(String mode) {
    return cluster
        .programs()
        .run(
            "pg_ctl",
            "stop",
            "--pgdata=" + cluster.data(),
            "--mode=" + mode,
            "--wait",
            "--timeout=" + (mode.equals("fast") ? "60" : "10"),
            "--silent")
        .succeeded();
  }

  private static boolean ends(ProcessHandle process) {
    try {
      process.onExit().get(END_WAIT_SECONDS, TimeUnit.SECONDS);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } catch (TimeoutException | ExecutionException e) {
      return false;
    }
  }

  private static void kill(ProcessHandle process) {
    process.destroyForcibly();
    if (!ends(process)) {
      throw new StartupException(
          "A PostgreSQL (pid " + process.pid() + ") neither answers nor ends.",
          "End that process, then start again.");
    }
  }

  private Path log() {
    return cluster.home().resolve("postgres.log");
  }

  private long rotatedLogSize() {
    try {
      if (Files.notExists(log())) {
        HomeFolder.writePrivate(log(), "");
      }
      long size = Files.size(log());
      if (size < LOG_LIMIT_BYTES) {
        return size;
      }
      Path old = log().resolveSibling("postgres.log.1");
      Files.move(log(), old, StandardCopyOption.REPLACE_EXISTING);
      return 0;
    } catch (IOException e) {
      throw HomeFolder.unwritable(log(), e);
    }
  }

  private String logSince(long offset) {
    try {
      byte[] bytes = Files.readAllBytes(log());
      int from = (int) Math.min(offset, bytes.length);
      return new String(bytes, from, bytes.length - from, StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      return "";
    }
  }

  /**
   * Below those that systems give to outgoing connections (from 32768 on Linux, 49152 elsewhere):
   * one of these would hold the port just when a PostgreSQL that died wants it again.
   */
  private static int freePort() {
    IOException last = new IOException("none of " + PORTS_TRIED + " was free");
    for (int i = 0; i < PORTS_TRIED; i++) {
      int port = ThreadLocalRandom.current().nextInt(LEAST_PORT, LEAST_OUTGOING_PORT);
      try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        return socket.getLocalPort();
      } catch (IOException e) {
        last = e;
      }
    }
    throw new StartupException(
        "No free port on 127.0.0.1: " + last.getMessage() + ".",
        "End some programs that listen.",
        last);
  }
}
