package dev.millrace.orchestration.conversation;

import dev.millrace.orchestration.model.Role;
import dev.millrace.retrieval.search.SearchRequest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Makes a question that is asked in passing stand alone, without a model: the words that the last
 * questions were about are put behind it. A question that stands alone already is left as it is.
 *
 * <p>Costs half a millisecond in an ordinary conversation and a few at most, however long the
 * history is: only the beginnings of its last turns are read.
 */
public final class FollowUp {
  /** Turns that are looked at, the last ones: who asks in passing means what is near. */
  private static final int TURNS = 8;

  /** What is longer than this is a text, not a question; of longer turns the beginning counts. */
  private static final int LONGEST_QUESTION = 2_000;

  /** Where an answer says what it is about. */
  private static final int BEGINNING_OF_ANSWER = 120;

  /** Questions that say what is spoken about now. */
  private static final int RECENT = 2;

  private FollowUp() {}

  /**
   * Rewrites a question.
   *
   * @param history what was said before it, oldest first
   * @return a query of at most {@link SearchRequest#LONGEST_QUERY} characters; a longer question is
   *     cut
   */
  public static Rewritten rewrite(List<Turn> history, String question) {
    if (question.length() > LONGEST_QUESTION || question.isBlank()) {
      return new Rewritten(cut(question, SearchRequest.LONGEST_QUERY), false);
    }
    List<List<Word>> asked = new ArrayList<>();
    List<Word> answered = List.of();
    for (Turn turn : lastFirst(history)) {
      if (turn.role() == Role.USER) {
        List<Word> words = Word.of(cut(turn.text(), LONGEST_QUESTION));
        if (!words.isEmpty()) {
          asked.add(words);
        }
      } else if (turn.role() == Role.ASSISTANT && answered.isEmpty()) {
        answered = names(Word.of(cut(turn.text(), BEGINNING_OF_ANSWER)));
      }
    }
    List<Word> words = Word.of(question);
    if (!Dependence.of(question, words, recent(asked))) {
      return new Rewritten(question, false);
    }
    List<String> added = Salience.of(asked, answered).best(stems(words));
    return added.isEmpty()
        ? new Rewritten(question, false)
        : new Rewritten(question.strip() + " " + String.join(" ", added), true);
  }

  private static List<Turn> lastFirst(List<Turn> history) {
    return history.subList(Math.max(0, history.size() - TURNS), history.size()).reversed();
  }

  private static List<Word> names(List<Word> words) {
    return words.stream().filter(Word::name).toList();
  }

  private static Set<String> recent(List<List<Word>> asked) {
    Set<String> recent = new HashSet<>();
    asked.stream().limit(RECENT).forEach(words -> recent.addAll(stems(words)));
    return recent;
  }

  private static Set<String> stems(Collection<Word> words) {
    Set<String> stems = new HashSet<>();
    words.forEach(word -> stems.add(word.stem()));
    return stems;
  }

  /** The beginning of a text; no character is cut in two. */
  private static String cut(String text, int most) {
    if (text.length() <= most) {
      return text;
    }
    return text.substring(0, Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most);
  }
}
