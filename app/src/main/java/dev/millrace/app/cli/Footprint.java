package dev.millrace.app.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The memory that a server in this process takes: proportional set sizes, in which a page that
 * several processes share counts once in all. From Linux's {@code smaps_rollup}; unknown elsewhere.
 *
 * @param jvm bytes of this process
 * @param postgres bytes of the embedded PostgreSQL's processes
 * @param parsers bytes of the processes that read files
 */
record Footprint(long jvm, long postgres, long parsers) {
  private static final String PSS = "Pss:";

  /** All of it. */
  long total() {
    return jvm + postgres + parsers;
  }

  /** In words. */
  String text() {
    return "%d MB: JVM %d, PostgreSQL %d, parsers %d"
        .formatted(total() >> 20, jvm >> 20, postgres >> 20, parsers >> 20);
  }

  /** In bytes. */
  Map<String, Long> json() {
    Map<String, Long> json = new LinkedHashMap<>();
    json.put("total", total());
    json.put("jvm", jvm);
    json.put("postgres", postgres);
    json.put("parsers", parsers);
    return json;
  }

  /** Now; empty where the system does not tell. */
  static Optional<Footprint> of(Path home) {
    Set<Long> postgres = postgres(home.resolve("postgres").resolve("postmaster.pid"));
    Set<Long> others =
        ProcessHandle.current()
            .descendants()
            .map(ProcessHandle::pid)
            .collect(Collectors.toCollection(HashSet::new));
    others.removeAll(postgres);
    OptionalLong jvm = pss(ProcessHandle.current().pid());
    return jvm.isEmpty()
        ? Optional.empty()
        : Optional.of(new Footprint(jvm.getAsLong(), sum(postgres), sum(others)));
  }

  private static Set<Long> postgres(Path pidFile) {
    try {
      List<String> lines = Files.readAllLines(pidFile);
      return ProcessHandle.of(Long.parseLong(lines.getFirst().strip())).stream()
          .flatMap(postmaster -> Stream.concat(Stream.of(postmaster), postmaster.descendants()))
          .map(ProcessHandle::pid)
          .collect(Collectors.toSet());
    } catch (IOException | NumberFormatException e) {
      return Set.of();
    }
  }

  private static long sum(Set<Long> processes) {
    return processes.stream().mapToLong(pid -> pss(pid).orElse(0)).sum();
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
    } catch (IOException | UncheckedIOException e) {
      return OptionalLong.of(0);
    }
  }
}
