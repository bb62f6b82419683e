package dev.millrace.ingestion.parse;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A document's bytes, on this machine.
 *
 * @param name what the file is called where it comes from, folders included; its ending is a hint,
 *     its last part a title of last resort
 * @param mediaType what the source says that it is, or null to tell by content
 * @param path where the bytes lie; read, never changed
 */
public record FetchedFile(String name, @Nullable String mediaType, Path path) {
  public FetchedFile {
    requireNonNull(name, "name");
    requireNonNull(path, "path");
  }

  /** The name without folders: {@code report.pdf}. */
  public String fileName() {
    return name.substring(name.lastIndexOf('/') + 1);
  }

  /** The name's ending in lower case, without the dot; empty if there is none. */
  public String extension() {
    String file = fileName();
    int dot = file.lastIndexOf('.');
    return dot <= 0 ? "" : file.substring(dot + 1).toLowerCase(java.util.Locale.ROOT);
  }
}
