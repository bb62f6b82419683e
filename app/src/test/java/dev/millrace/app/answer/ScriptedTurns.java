package dev.millrace.app.answer;

import dev.millrace.orchestration.classify.QuestionClass;
import dev.millrace.orchestration.model.Cancellation;
import dev.millrace.orchestration.model.Usage;
import dev.millrace.orchestration.turn.Answer;
import dev.millrace.orchestration.turn.AnswerEvent;
import dev.millrace.orchestration.turn.AnswerRequest;
import dev.millrace.orchestration.turn.AnswerSink;
import dev.millrace.orchestration.turn.Citation;
import dev.millrace.orchestration.turn.Failure;
import dev.millrace.orchestration.turn.Mark;
import dev.millrace.orchestration.turn.TurnResult;
import dev.millrace.retrieval.corpus.Revision;
import dev.millrace.retrieval.corpus.Sensitivity;
import dev.millrace.retrieval.search.Evidence;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Primary;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;

/** A turn that does what the question's first word says. */
@Factory
@Requires(property = "test.fakes")
public final class ScriptedTurns {
  /** Answers with {@link #TEXT}. */
  public static final String ANSWER = "answer";

  /** Answers with a part of it. */
  public static final String PARTIAL = "partial";

  /** Answers that nothing answers. */
  public static final String REFUSE = "refuse";

  /** Fails with the kind that follows, before there is any text. */
  public static final String FAIL = "fail";

  /** Fails with the kind that follows, after the first text. */
  public static final String LATE = "late";

  /** Breaks. */
  public static final String BREAK = "break";

  /** Says nothing until the client is gone. */
  public static final String QUIET = "quiet";

  /** Says half of the text, and no more until the client is gone. */
  public static final String HALF = "half";

  /** With characters of two UTF-16 units before the marks, and with two marks. */
  public static final String TEXT = "Twenty 🌴 days [1]. Five 🌴 more [1][2].";

  private static final String FIRST = "Twenty 🌴 days [1].";

  /** What was asked, oldest first. */
  public static final BlockingQueue<AnswerRequest> ASKED = new LinkedBlockingQueue<>();

  /** What was asked by clients that went away. */
  public static final BlockingQueue<String> LEFT = new LinkedBlockingQueue<>();

  @Singleton
  @Primary
  Turns turns() {
    return ScriptedTurns::run;
  }

  private static TurnResult run(AnswerRequest request, AnswerSink sink, Cancellation cancellation) {
    ASKED.add(request);
    String question = request.question().text();
    String[] words = question.split(" ", 2);
    return switch (words[0]) {
      case FAIL -> failed(words[1], sink);
      case LATE -> {
        begin(sink);
        half(sink);
        yield failed(words[1], sink);
      }
      case BREAK -> throw new IllegalStateException("SELECT secret");
      case QUIET -> gone(question, cancellation);
      case HALF -> {
        begin(sink);
        half(sink);
        yield gone(question, cancellation);
      }
      case REFUSE -> finished(sink, "Nothing answers.", new Answer.End.Refused("nothing"));
      case PARTIAL -> {
        begin(sink);
        half(sink);
        sink.accept(new AnswerEvent.Dropped("a number that no source has"));
        yield finished(sink, FIRST, new Answer.End.Partial("it stopped"));
      }
      default -> {
        begin(sink);
        half(sink);
        sink.accept(
            new AnswerEvent.Released(
                TEXT.substring(FIRST.length()),
                List.of(citation(2)),
                List.of(new Mark(1, 31, 34), new Mark(2, 34, 37))));
        yield finished(sink, TEXT, new Answer.End.Complete());
      }
    };
  }

  private static void begin(AnswerSink sink) {
    sink.accept(new AnswerEvent.Started(new UUID(0, 7), new UUID(0, 8)));
    sink.accept(new AnswerEvent.Classified("how many days", true, QuestionClass.LOOKUP, 0.75));
    sink.accept(new AnswerEvent.Searched(2, 1, 3, List.of("The reranker was late.")));
    sink.accept(new AnswerEvent.Attempted(1, "small", "gpu", 0));
  }

  private static void half(AnswerSink sink) {
    sink.accept(
        new AnswerEvent.Released(FIRST, List.of(citation(1)), List.of(new Mark(1, 14, 17))));
  }

  private static TurnResult finished(AnswerSink sink, String text, Answer.End end) {
    boolean refused = end instanceof Answer.End.Refused;
    if (refused) {
      sink.accept(new AnswerEvent.Started(new UUID(0, 7), new UUID(0, 8)));
      sink.accept(new AnswerEvent.Released(text, List.of(), List.of()));
    }
    List<Mark> all = List.of(new Mark(1, 14, 17), new Mark(1, 31, 34), new Mark(2, 34, 37));
    Answer answer =
        new Answer(
            new UUID(0, 7),
            new UUID(0, 8),
            text,
            end,
            refused ? List.of() : List.of(citation(1), citation(2)),
            refused ? List.of() : text.equals(TEXT) ? all : all.subList(0, 1),
            refused ? List.of(citation(1).passage()) : List.of(),
            new Answer.MadeBy("small", "gpu", "lookup: small@gpu", "cited/1", "quality/1"),
            new Answer.Spent(
                new BigDecimal("0.00012"), "USD", new Usage(120, 12, false), 40, Optional.of(15L)));
    sink.accept(new AnswerEvent.AttemptEnded(1, "small", "gpu", "accepted", "", 30));
    sink.accept(new AnswerEvent.Finished(answer));
    return new TurnResult.Answered(answer);
  }

  /** The first is of a page in the web, the second of a file. */
  private static Citation citation(int n) {
    String text = "You have 20 days.";
    return new Citation(
        n,
        new Evidence(
            new UUID(1, n),
            "leave.md",
            n == 1 ? "https://intranet.example/leave" : "file:leave.md",
            "Leave",
            new Revision("0".repeat(64)),
            new UUID(2, n),
            3,
            List.of(),
            100,
            100 + text.length(),
            text,
            Sensitivity.INTERNAL,
            0.5),
        109,
        116);
  }

  private static TurnResult failed(String kind, AnswerSink sink) {
    Failure failure =
        new Failure(Failure.Kind.valueOf(kind.toUpperCase(Locale.ROOT)), "it failed", "deadlineMs");
    sink.accept(new AnswerEvent.Failed(failure));
    return new TurnResult.Failed(failure);
  }

  private static TurnResult gone(String question, Cancellation cancellation) {
    CountDownLatch cancelled = new CountDownLatch(1);
    try (Cancellation.Registration _ = cancellation.onCancel(cancelled::countDown)) {
      cancelled.await();
      LEFT.add(question);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return new TurnResult.Cancelled();
  }
}
