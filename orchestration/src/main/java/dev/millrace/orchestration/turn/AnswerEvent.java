package dev.millrace.orchestration.turn;

import dev.millrace.orchestration.classify.QuestionClass;
import dev.millrace.orchestration.plan.Plan;
import java.util.List;
import java.util.UUID;

/**
 * What happens on the way to an answer. {@link Finished} or {@link Failed} is the last; after a
 * cancellation there is none.
 */
public sealed interface AnswerEvent {
  /** The request is accepted: from here on there is an answer, or a failure with a reason. */
  record Started(UUID answerId, UUID conversationId) implements AnswerEvent {}

  /**
   * What the question asks for.
   *
   * @param query the question as it is searched for, made to stand alone
   * @param rewritten whether that is another than was asked
   * @param confidence 0 to 1
   */
  record Classified(String query, boolean rewritten, QuestionClass kind, double confidence)
      implements AnswerEvent {}

  /**
   * Documents were searched.
   *
   * @param passages found for this viewer
   * @param documents that they are from
   * @param ms milliseconds
   * @param notes what could not be done as it is configured, a sentence each
   */
  record Searched(int passages, int documents, long ms, List<String> notes) implements AnswerEvent {
    public Searched {
      notes = List.copyOf(notes);
    }
  }

  /** Who will try. */
  record Planned(Plan plan) implements AnswerEvent {}

  /**
   * A model is called.
   *
   * @param number of the attempt, from 1
   * @param waitMs milliseconds that it waited for its tier
   */
  record Attempted(int number, String model, String tier, long waitMs) implements AnswerEvent {}

  /**
   * Text that passed every check, and stays. The texts of all these events make the answer.
   *
   * @param citations new ones, or ones whose span has grown
   * @param marks in the whole answer's positions
   */
  record Released(String text, List<Citation> citations, List<Mark> marks) implements AnswerEvent {
    public Released {
      citations = List.copyOf(citations);
      marks = List.copyOf(marks);
    }
  }

  /**
   * A part that did not pass, and is left out; its text is not told, since nothing vouches for it.
   */
  record Dropped(String reason) implements AnswerEvent {}

  /** A model's attempt is over: {@code "accepted"}, or why not. */
  record AttemptEnded(int number, String model, String tier, String outcome, String reason, long ms)
      implements AnswerEvent {}

  /** The answer, as it is kept. */
  record Finished(Answer answer) implements AnswerEvent {}

  /** There is no answer. Text that was released before cannot be relied on. */
  record Failed(Failure failure) implements AnswerEvent {}
}
