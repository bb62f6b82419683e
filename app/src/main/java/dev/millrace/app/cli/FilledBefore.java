package dev.millrace.app.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What a kept folder says of the engines that were filled in it, and with what. */
final class FilledBefore {
  private static final String NAME = "filled.json";

  private final Path file;
  private final Contents contents;

  /**
   * What the file holds.
   *
   * @param with the passages
   * @param engines by their names
   */
  private record Contents(Made with, Map<String, SearchFigures.Filled> engines) {}

  /** What the passages are made from; the same numbers give the same passages. */
  record Made(int passages, int real, String collections, long seed) {}

  private FilledBefore(Path file, Contents contents) {
    this.file = file;
    this.contents = contents;
  }

  /**
   * Reads it, if there is one.
   *
   * @throws CommandFailure if the folder was filled with other passages
   */
  static FilledBefore in(Path folder, Made made) throws IOException {
    Path file = folder.resolve(NAME);
    if (!Files.exists(file)) {
      return new FilledBefore(file, new Contents(made, new LinkedHashMap<>()));
    }
    Contents contents = Json.read(Files.readString(file), Contents.class);
    if (!contents.with().equals(made)) {
      throw new CommandFailure(
          folder
              + " was filled with other passages ("
              + Json.write(contents.with())
              + "); ask for the same, or name another folder");
    }
    return new FilledBefore(file, new Contents(made, new LinkedHashMap<>(contents.engines())));
  }

  /** How the engine was filled; empty if it was not, or not to the end. */
  Optional<SearchFigures.Filled> of(String engine) {
    return Optional.ofNullable(contents.engines().get(engine));
  }

  /** Remembers that the engine is full. */
  void add(String engine, SearchFigures.Filled filled) throws IOException {
    contents.engines().put(engine, filled);
    Files.writeString(file, Json.write(contents));
  }
}
