package dev.millrace.app.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * The memory that this process and the embedded PostgreSQL take: the sum of their proportional set
 * sizes, in which a page that several processes share counts once. From Linux's {@code
 * smaps_rollup}; unknown elsewhere.
 */
final class Footprint {
  private static final String PSS = "Pss:";

  private Footprint() {}

  /** Bytes; empty where the system does not tell. */
  static OptionalLong of(Path home) {
    Stream<ProcessHandle> processes =
        Stream.concat(
            Stream.of(ProcessHandle.current()),
            postgres(home.resolve("postgres").resolve("postmaster.pid")));
    long sum = 0;
    for (ProcessHandle process : processes.toList()) {
      OptionalLong pss = pss(process.pid());
      if (pss.isEmpty()) {
        return OptionalLong.empty();
      }
      sum += pss.getAsLong();
    }
    return OptionalLong.of(sum);
  }

  private static Stream<ProcessHandle> postgres(Path pidFile) {
    try {
      List<String> lines = Files.readAllLines(pidFile);
      return ProcessHandle.of(Long.parseLong(lines.getFirst().strip())).stream()
          .flatMap(postmaster -> Stream.concat(Stream.of(postmaster), postmaster.descendants()));
    } catch (IOException | NumberFormatException e) {
      return Stream.empty();
    }
  }

  /** A process that has just ended takes nothing. */
  private static OptionalLong pss(long pid) {
    Path rollup = Path.of("/proc", Long.toString(pid), "smaps_rollup");
    if (!Files.exists(rollup)) {
      return Files.isDirectory(Path.of("/proc/self")) ? OptionalLong.of(0) : OptionalLong.empty();
    }
    try (Stream<String> lines = Files.lines(rollup)) {
      return lines
          .filter(line -> line.startsWith(PSS))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
          .findFirst();
    } catch (IOException | java.io.UncheckedIOException e) {
      return OptionalLong.of(0);
    }
  }
}
