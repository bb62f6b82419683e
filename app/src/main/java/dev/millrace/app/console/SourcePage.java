package dev.millrace.app.console;

import java.util.List;

/**
 * A source with its runs, newest first.
 *
 * @param failed documents that can't be had, the first of them
 * @param moreFailed whether there are others
 */
record SourcePage(
    Shell shell,
    SourcesPage.Card card,
    List<RunPart> runs,
    List<Letter> failed,
    boolean moreFailed) {
  /**
   * A document that can't be had.
   *
   * @param query names it in the query of an address
   */
  record Letter(String externalId, String reason, int tries, String query) {}

  SourcePage {
    failed = List.copyOf(failed);
    runs = List.copyOf(runs);
  }
}
