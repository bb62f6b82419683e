package dev.millrace.app.cli;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A folder that changes from generation to generation: some files are new, some are gone, some have
 * other content or another name. Each generation is the same each time.
 *
 * @param folder where the files are; nothing else may be
 * @param files all that may be there, in the order of their names
 */
record ChangingFolder(Path folder, Map<String, MadeFiles.Version> files) {
  private static final Instant LONG_AGO = Instant.parse("2026-01-01T00:00:00Z");
  private static final int ABSENT = 5;
  private static final int CHANGED = 3;
  private static final int RENAMED = 7;

  /** Of files that were made. */
  static ChangingFolder made(Path folder, int count) {
    return new ChangingFolder(folder, MadeFiles.all(count));
  }

  /** Of the files below another folder, whose content changes as far as their kind allows it. */
  static ChangingFolder of(Path folder, Path documents) throws IOException {
    Map<String, MadeFiles.Version> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(documents)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        files.put(documents.relativize(file).toString(), version -> version(file, version));
      }
    }
    return new ChangingFolder(folder, files);
  }

  private static byte[] version(Path file, int version) {
    try {
      byte[] bytes = Files.readAllBytes(file);
      String name = file.getFileName().toString();
      String more =
          name.endsWith(".pdf")
              ? "\n% " + version + "\n"
              : name.matches(".*\\.(md|txt|html?)") ? "\n\nVersion " + version + "\n" : "";
      ByteArrayOutputStream changed = new ByteArrayOutputStream();
      changed.writeBytes(bytes);
      changed.writeBytes(more.getBytes(US_ASCII));
      return changed.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Makes the folder what it is in that generation. */
  void enter(int generation) throws IOException {
    Map<Path, byte[]> wanted = new TreeMap<>();
    Map<Path, Integer> versions = new TreeMap<>();
    int n = 0;
    for (Map.Entry<String, MadeFiles.Version> file : files.entrySet()) {
      if ((n + generation) % ABSENT != 0) {
        int version = generation - Math.floorMod(generation - n, CHANGED);
        String prefix = n % RENAMED == 0 && generation % 2 == 1 ? "renamed-" : "";
        Path path = folder.resolve(file.getKey());
        path = path.resolveSibling(prefix + path.getFileName());
        // Whoever is renamed keeps its content: it is the same document.
        int kept = n % RENAMED == 0 ? 0 : Math.max(0, version);
        wanted.put(path, file.getValue().of(kept));
        versions.put(path, kept);
      }
      n++;
    }
    Files.createDirectories(folder);
    List<Path> there = new ArrayList<>();
    try (Stream<Path> all = Files.walk(folder)) {
      all.filter(Files::isRegularFile).forEach(there::add);
    }
    for (Path path : there) {
      if (!wanted.containsKey(path)) {
        Files.delete(path);
      }
    }
    for (Map.Entry<Path, byte[]> file : wanted.entrySet()) {
      Path path = file.getKey();
      if (!Files.exists(path) || !Arrays.equals(Files.readAllBytes(path), file.getValue())) {
        Files.createDirectories(path.getParent());
        Files.write(path, file.getValue());
      }
      // Long enough ago that size and time are taken for a version.
      int version = versions.getOrDefault(path, 0);
      Files.setLastModifiedTime(path, FileTime.from(LONG_AGO.plus(Duration.ofHours(version))));
    }
  }
}
