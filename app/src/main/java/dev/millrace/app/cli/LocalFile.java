package dev.millrace.app.cli;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;

/**
 * A file of a folder.
 *
 * @param externalId its path below the folder, with {@code /}
 * @param size in bytes, when the folder was listed
 */
record LocalFile(String externalId, Path path, long size) {
  LocalFile {
    requireNonNull(externalId, "externalId");
    requireNonNull(path, "path");
  }
}
