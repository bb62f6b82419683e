package dev.millrace.app.console;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why somebody can or can't see a document.
 *
 * @param document the id that was asked for, as it was written; empty for none
 * @param user whom it is about, as it was written; empty for the visitor
 * @param mayAskAboutOthers whether the visitor manages rights
 * @param trouble why there is no answer; null if there is one, or nothing was asked
 * @param answer null if there is none
 */
record AccessPage(
    Shell shell,
    String document,
    String user,
    boolean mayAskAboutOthers,
    @Nullable String trouble,
    @Nullable Answer answer) {
  /**
   * The answer.
   *
   * @param reason the verdict in a sentence
   * @param facts name and value, in the order in which they are shown
   */
  record Answer(boolean readable, String reason, List<Way> ways, List<Fact> facts) {
    Answer {
      ways = List.copyOf(ways);
      facts = List.copyOf(facts);
    }
  }

  /**
   * An entry of the label that concerns the user.
   *
   * @param steps what leads from the user to the entry
   */
  record Way(boolean allows, String entry, List<Step> steps) {
    Way {
      steps = List.copyOf(steps);
    }
  }

  /** A membership. */
  record Step(String member, String group, Moment since) {}

  /**
   * Something that is known.
   *
   * @param at when; null for a fact without time
   * @param link where it leads; null for nowhere
   */
  record Fact(String name, String value, @Nullable Moment at, @Nullable String link) {}
}
