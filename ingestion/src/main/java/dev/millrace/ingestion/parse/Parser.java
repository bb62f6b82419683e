package dev.millrace.ingestion.parse;

import java.nio.file.Path;

/** Makes text of a file. Safe for use by many threads at once. */
public interface Parser extends AutoCloseable {
  /**
   * Reads a file and takes out the files that are directly in it: attachments, members of an
   * archive. What is in those is had by reading them in turn; how deep to go and how many to take
   * in all is for the caller to limit.
   *
   * <p>What is wrong with the file is a result, never an exception. A thread that is interrupted
   * gets a result soon and stays interrupted.
   *
   * @param folder where members are written; exists, is empty, and is the caller's to delete, see
   *     {@link MemberFolder}
   */
  Reading read(FetchedFile file, Path folder);

  /** Frees what reading takes. What is being read ends with an outcome. */
  @Override
  default void close() {}
}
