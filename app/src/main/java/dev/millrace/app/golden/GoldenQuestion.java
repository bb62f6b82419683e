package dev.millrace.app.golden;

import static java.util.Objects.requireNonNull;

import dev.millrace.orchestration.conversation.FollowUp;
import dev.millrace.orchestration.conversation.Turn;
import dev.millrace.retrieval.corpus.Principal;
import dev.millrace.retrieval.search.SearchRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A question with what should be found for it.
 *
 * @param id its name in the set, 1 to {@value #LONGEST_ID} characters
 * @param text in the words of who asks
 * @param history what was said before, oldest first
 * @param narrowing what it is narrowed to
 * @param viewer as whom it is asked; empty for whoever runs the set
 * @param expected empty where nothing should be found
 */
record GoldenQuestion(
    String id,
    String text,
    List<Turn> history,
    Narrowing narrowing,
    Optional<Principal> viewer,
    List<Expected> expected) {
  static final int LONGEST_ID = 200;
  static final int MOST_TURNS = 100;
  static final int MOST_EXPECTED = 1_000;

  /**
   * Sources and filters as a search takes them.
   *
   * @param sources names or ids; null for all
   * @param filters null for none
   */
  record Narrowing(@Nullable List<String> sources, @Nullable Map<String, Object> filters) {}

  GoldenQuestion {
    history = List.copyOf(history);
    expected = List.copyOf(expected);
    requireNonNull(narrowing, "narrowing");
    requireNonNull(viewer, "viewer");
    if (id.isBlank() || id.length() > LONGEST_ID || id.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException(
          "an id has 1 to " + LONGEST_ID + " characters and no control characters");
    }
    if (text.isBlank() || text.length() > SearchRequest.LONGEST_QUERY) {
      throw new IllegalArgumentException(
          "a question has 1 to " + SearchRequest.LONGEST_QUERY + " characters");
    }
    if (history.size() > MOST_TURNS) {
      throw new IllegalArgumentException("a history has " + MOST_TURNS + " turns at most");
    }
    if (expected.size() > MOST_EXPECTED) {
      throw new IllegalArgumentException(MOST_EXPECTED + " places are expected at most");
    }
    if (expected.stream().map(Expected::ungraded).collect(Collectors.toSet()).size()
        < expected.size()) {
      throw new IllegalArgumentException("the same place is expected twice");
    }
  }

  /** What is searched for: the question, made to stand alone where it goes on with its history. */
  String query() {
    return FollowUp.rewrite(history, text).query();
  }
}
