package dev.millrace.ingestion.connector;

import dev.millrace.ingestion.connector.RulesYaml.Wrong;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The facts that a folder's {@code .millrace.yml} files state, for one scan. They hold for what
 * lies below; of each field the nearest file's counts, and metadata is merged. A file that can't be
 * followed makes all that it governs unusable: a mistake in it must neither let anybody read more
 * nor be overlooked.
 */
final class FolderRules {
  /** What holds for a file. */
  sealed interface Ruling {
    /** These facts. */
    record Stated(Facts facts) implements Ruling {}

    /** Nobody knows: that file is wrong in that way. */
    record Unclear(String reason) implements Ruling {}
  }

  /** What was found in one folder. */
  private sealed interface Found {
    record Rules(RulesFile rules) implements Found {}

    record Mistake(String reason) implements Found {}
  }

  private final Path root;
  private final Path real;
  private final Map<String, Found> folders = new HashMap<>();

  /** Rules below that folder; each file of rules is read once. */
  FolderRules(Path root) throws IOException {
    this.root = root;
    this.real = root.toRealPath();
  }

  /** What holds for the file of that path from the root on, with '/'. */
  Ruling of(String path) {
    Facts facts = Facts.NONE;
    Optional<String> unclear = Optional.empty();
    for (int end = path.lastIndexOf('/'); ; end = path.lastIndexOf('/', end - 1)) {
      String folder = end < 0 ? "" : path.substring(0, end);
      switch (folders.computeIfAbsent(folder, this::find)) {
        case Found.Mistake mistake -> unclear = Optional.of(mistake.reason());
        case Found.Rules found -> facts = facts.or(found.rules().of(path.substring(end + 1)));
      }
      if (end < 0) {
        return unclear.<Ruling>map(Ruling.Unclear::new).orElse(new Ruling.Stated(facts));
      }
    }
  }

  private Found find(String folder) {
    String prefix = folder.isEmpty() ? "" : folder + "/";
    Path file = root.resolve(prefix + RulesFile.NAME);
    if (Files.exists(root.resolve(prefix + RulesFile.MISTAKEN), LinkOption.NOFOLLOW_LINKS)) {
      return new Found.Mistake(
          prefix + RulesFile.MISTAKEN + " is not read: call it " + RulesFile.NAME);
    }
    if (Files.notExists(file, LinkOption.NOFOLLOW_LINKS)) {
      return new Found.Rules(RulesFile.NONE);
    }
    try {
      return new Found.Rules(RulesReader.read(bytes(file)));
    } catch (NoSuchFileException e) {
      return new Found.Mistake(prefix + RulesFile.NAME + " is a link to what isn't there");
    } catch (IOException e) {
      return new Found.Mistake(prefix + RulesFile.NAME + ": " + Unreadable.reason(e));
    } catch (Wrong e) {
      return new Found.Mistake(prefix + RulesFile.NAME + ", " + e.getMessage());
    }
  }

  private byte[] bytes(Path file) throws IOException, Wrong {
    Path target = file.toRealPath();
    if (!target.startsWith(real)) {
      throw new Wrong("a link that leads out of the folder");
    }
    // Opening a pipe would wait for whoever writes to it.
    if (!Files.isRegularFile(target)) {
      throw new Wrong("not a regular file");
    }
    try (InputStream in = Files.newInputStream(target)) {
      return in.readNBytes(RulesYaml.LONGEST + 1);
    }
  }
}
