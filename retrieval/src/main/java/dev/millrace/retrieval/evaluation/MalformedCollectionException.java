package dev.millrace.retrieval.evaluation;

import java.io.IOException;
import java.nio.file.Path;

/** A file of a collection is missing or can't be understood; names the file and the line. */
public final class MalformedCollectionException extends IOException {
  private static final long serialVersionUID = 1;

  MalformedCollectionException(Path file, String problem) {
    super(file + ": " + problem);
  }

  MalformedCollectionException(Path file, long line, String problem) {
    super(file + ", line " + line + ": " + problem);
  }
}
