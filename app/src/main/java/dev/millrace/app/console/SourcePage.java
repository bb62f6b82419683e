package dev.millrace.app.console;

import java.util.List;

/** A source with its runs, newest first. */
record SourcePage(Shell shell, SourcesPage.Card card, List<RunPart> runs) {
  SourcePage {
    runs = List.copyOf(runs);
  }
}
