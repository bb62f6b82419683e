package dev.millrace.app.console;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A document.
 *
 * @param facts name and value, in the order in which they are shown
 * @param outcome what its source's last run made of it; null if no run had it
 * @param notice what is to be said about the span that was asked for; null for nothing
 * @param old what was asked for, of a text that the document no longer has; null for nothing
 * @param cited whether a span is marked
 * @param pages the stretch of the text that is shown, by pages
 * @param earlier link to the stretch before; null at the start
 * @param later link to the stretch after; null at the end
 * @param mayAskAboutOthers whether the visitor may be told who else can see it, and why
 */
record DocumentPage(
    Shell shell,
    UUID id,
    String title,
    String sensitivity,
    List<Fact> facts,
    @Nullable Result outcome,
    @Nullable String notice,
    @Nullable OldText old,
    boolean cited,
    List<TextPage> pages,
    @Nullable String earlier,
    @Nullable String later,
    boolean mayAskAboutOthers) {
  /**
   * Something that is known of the document.
   *
   * @param link where it leads; null for nowhere
   */
  record Fact(String name, String value, @Nullable String link) {}

  /**
   * What was cited before the document changed.
   *
   * @param place which page, in words; empty for a text without pages
   * @param until when the document got another text; null if it has this one again
   */
  record OldText(String text, String place, @Nullable Moment until) {}

  /**
   * What a run made of it.
   *
   * @param run link to that run; null if the visitor may not see runs
   */
  record Result(
      @Nullable String run, OutcomeBadge badge, @Nullable String reason, Moment at, String took) {}

  /**
   * A page of the text.
   *
   * @param number from 1; 0 for a document without pages
   */
  record TextPage(int number, List<Piece> pieces) {
    TextPage {
      pieces = List.copyOf(pieces);
    }
  }

  /**
   * A stretch of text in which nothing begins or ends.
   *
   * @param passage the passage that begins with it, counted from 1; 0 if none does
   * @param passageId that passage's id; null if none begins
   * @param marked whether it belongs to the span that was asked for
   * @param first whether that span begins with it
   */
  record Piece(String text, int passage, @Nullable UUID passageId, boolean marked, boolean first) {}

  DocumentPage {
    facts = List.copyOf(facts);
    pages = List.copyOf(pages);
  }
}
