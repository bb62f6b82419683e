package dev.millrace.orchestration.model;

/**
 * Takes the reasoning out of an answer that begins with it. Servers that know a model's reasoning
 * send it apart; others send it as text between {@code <think>} and {@code </think>}, at the very
 * beginning.
 */
final class Thoughts {
  private static final String OPEN = "<think>";
  private static final String CLOSE = "</think>";

  private final StringBuilder held = new StringBuilder();
  private State state = State.BEGINNING;

  private enum State {
    BEGINNING,
    THINKING,
    /** After the reasoning: the line breaks that follow it are not the answer's either. */
    WAKING,
    ANSWERING
  }

  /** The part of what has arrived that is answer and was not given before; may be empty. */
  String answer(String piece) {
    if (state == State.ANSWERING) {
      return piece;
    }
    held.append(piece);
    if (state == State.BEGINNING) {
      String begun = held.toString().stripLeading();
      if (begun.startsWith(OPEN)) {
        state = State.THINKING;
      } else if (OPEN.startsWith(begun)) {
        return "";
      } else {
        return rest();
      }
    }
    if (state == State.THINKING) {
      int close = held.indexOf(CLOSE);
      if (close < 0) {
        // What can't be the end's beginning is not kept.
        held.delete(0, Math.max(0, held.length() - CLOSE.length()));
        return "";
      }
      held.delete(0, close + CLOSE.length());
      state = State.WAKING;
    }
    String answer = held.toString().stripLeading();
    held.setLength(0);
    if (!answer.isEmpty()) {
      state = State.ANSWERING;
    }
    return answer;
  }

  /** What was held back as a possible beginning of reasoning, once the answer is over. */
  String remainder() {
    return state == State.BEGINNING ? rest() : "";
  }

  private String rest() {
    String rest = held.toString();
    held.setLength(0);
    state = State.ANSWERING;
    return rest;
  }
}
