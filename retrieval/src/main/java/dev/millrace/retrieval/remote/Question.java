package dev.millrace.retrieval.remote;

import static java.util.Objects.requireNonNull;

import java.util.Map;

/**
 * A request, and how its answer is read.
 *
 * @param body to be sent as JSON
 * @param mostBytes of an answer; a longer one is broken off
 * @param reader believes no answer unseen
 * @param <T> what an answer is read as
 */
public record Question<T>(Map<String, Object> body, long mostBytes, Reader<T> reader) {
  /**
   * Reads the body of an answer with status 200. Answers that may be better the next time are busy,
   * others refused.
   *
   * @param <T> what an answer is read as
   */
  @FunctionalInterface
  public interface Reader<T> {
    Reply<T> read(String body);
  }

  public Question {
    requireNonNull(reader, "reader");
    if (mostBytes < 1) {
      throw new IllegalArgumentException("an answer has a byte or more");
    }
  }
}
