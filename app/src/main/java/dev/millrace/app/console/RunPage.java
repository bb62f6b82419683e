package dev.millrace.app.console;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A run with what became of each file.
 *
 * @param facts what brought it about and who carries it out, in words
 * @param notes what happened to it, oldest first
 * @param stages where the time went; empty if nothing was worked on
 * @param tabs outcomes to choose from, the first for all
 * @param reasons the most frequent reasons among the chosen outcomes
 * @param reason the one reason that is chosen; null for all
 * @param allReasons link that takes that choice back
 */
record RunPage(
    Shell shell,
    UUID sourceId,
    String sourceName,
    RunPart run,
    String facts,
    List<String> notes,
    List<Stage> stages,
    List<Tab> tabs,
    List<Reason> reasons,
    @Nullable String reason,
    String allReasons,
    List<Row> rows,
    @Nullable String nextPage) {
  /**
   * A stage of documents' way.
   *
   * @param share of all stages' time, in percent
   */
  record Stage(String name, String took, int share) {}

  /** A choice of outcomes. */
  record Tab(String name, int number, String link, boolean chosen) {}

  /** A reason that several files share. */
  record Reason(String text, long number, String link) {}

  /**
   * A file.
   *
   * @param link to its document; null if there is none that the visitor may read
   */
  record Row(
      String externalId,
      OutcomeBadge badge,
      @Nullable String reason,
      String took,
      @Nullable String link) {}

  RunPage {
    notes = List.copyOf(notes);
    stages = List.copyOf(stages);
    tabs = List.copyOf(tabs);
    reasons = List.copyOf(reasons);
    rows = List.copyOf(rows);
  }
}
