package dev.millrace.app.cli;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A file of a folder.
 *
 * @param externalId its path below the folder, with {@code /}
 * @param uri where people find it, or null to leave that to the server
 * @param size in bytes, when the folder was listed
 */
record LocalFile(String externalId, Path path, @Nullable String uri, long size) {
  LocalFile {
    requireNonNull(externalId, "externalId");
    requireNonNull(path, "path");
  }
}
