package dev.millrace.ingestion.connector;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** What an exception of the file system means, in words. */
public final class Unreadable {
  private Unreadable() {}

  /** Why it could not be read. */
  public static String reason(IOException e) {
    return switch (e) {
      case AccessDeniedException denied -> "no permission to read it";
      case NoSuchFileException gone -> "it is no longer there";
      case NotDirectoryException file -> "it is not a folder";
      case FileSystemLoopException loop -> "its links lead in a circle";
      default -> {
        String message = e.getMessage();
        yield message == null ? "it can't be read" : "it can't be read: " + message;
      }
    };
  }
}
