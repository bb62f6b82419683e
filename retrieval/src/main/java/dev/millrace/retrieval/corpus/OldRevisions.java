package dev.millrace.retrieval.corpus;

/** Texts that their documents no longer have, and that are kept for a time. */
public interface OldRevisions {
  /**
   * Removes those whose time is over.
   *
   * @return how many they were
   */
  int forget();
}
