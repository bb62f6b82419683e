package dev.millrace.app.cli;

import dev.millrace.retrieval.search.SearchSettings;
import java.io.IOException;
import java.util.List;

/** One of two search engines that are compared. Safe for use by many threads once it is filled. */
interface SearchContender {
  /** Who asks. */
  enum Reader {
    /** May read every passage. */
    ALL,
    /** May read one of a hundred documents. */
    FEW
  }

  /** The name in reports. */
  String name();

  /** Makes ready for being filled; what an earlier filling left unfinished may go. */
  void clear() throws IOException;

  /** Adds a document. */
  void add(RecombinedPassages.Made document, boolean forFew) throws IOException;

  /**
   * Waits until searches see all that was added, now or in an earlier filling, and no segments are
   * being merged.
   */
  void settle() throws IOException;

  /**
   * Names of the best passages, each read with its text, best first.
   *
   * @param settings lexical, vector or hybrid, with all that belongs to it or without some
   */
  List<String> search(SearchSettings settings, String query, Reader reader, int limit)
      throws IOException;

  /** Bytes that the index has on disk. */
  long indexBytes() throws IOException;
}
