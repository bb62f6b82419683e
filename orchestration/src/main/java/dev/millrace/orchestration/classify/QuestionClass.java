package dev.millrace.orchestration.classify;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What a question asks for, which decides who may answer it and how. */
public enum QuestionClass {
  /** A fact that some document states. */
  LOOKUP,
  /** The main points of a document or of a topic. */
  SUMMARY,
  /** What is different or alike between two or more things. */
  COMPARISON,
  /** The steps by which something is done. */
  HOW_TO,
  /** Code or a query, to be written, explained or mended. */
  CODE,
  /** Arithmetic over values that documents or the question give. */
  CALCULATION,
  /** Greetings, thanks, and questions about the assistant itself. */
  SMALL_TALK,
  /** What no company's document answers: the weather now, a poem, an opinion. */
  OUT_OF_SCOPE;

  /** The name in JSON and SQL: {@code "how_to"}. */
  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The class of that wire name.
   *
   * @throws IllegalArgumentException naming the text and the names that are understood
   */
  public static QuestionClass of(String wire) {
    for (QuestionClass one : values()) {
      if (one.wire().equals(wire)) {
        return one;
      }
    }
    throw new IllegalArgumentException(
        "\""
            + wire
            + "\" is not a class of questions: write "
            + Arrays.stream(values()).map(QuestionClass::wire).collect(Collectors.joining(", ")));
  }
}
