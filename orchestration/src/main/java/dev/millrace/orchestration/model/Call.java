package dev.millrace.orchestration.model;

import dev.langchain4j.model.output.TokenUsage;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one call. Belongs to the call's thread. The first end counts: whatever arrives
 * after it is nothing.
 */
final class Call {
  private final ModelConnection connection;
  private final ModelRequest request;
  private final PieceSink pieces;
  private final Cancellation cancellation;
  private final Patience patience;
  private final Thoughts thoughts = new Thoughts();
  private boolean reached;
  private long characters;
  private boolean endMarked;
  private @Nullable Finish finish;
  private @Nullable End end;
  private @Nullable Throwable sinkFailure;

  /** How the call ended, before its usage is reckoned. */
  private sealed interface End {
    record Complete(Finish finish, @Nullable TokenUsage counted) implements End {}

    record Unwanted() implements End {}

    record Left() implements End {}

    record Broken(Fault fault, String message) implements End {}
  }

  Call(ModelConnection connection, ModelRequest request, PieceSink pieces, Cancellation cancel) {
    this.connection = connection;
    this.request = request;
    this.pieces = pieces;
    this.cancellation = cancel;
    this.patience = new Patience(connection.timeouts());
  }

  Cancellation cancellation() {
    return cancellation;
  }

  Patience patience() {
    return patience;
  }

  boolean over() {
    return end != null;
  }

  /** Whether anything that still arrives matters. */
  boolean listening() {
    return end == null && !endMarked;
  }

  /** The provider's mark of the stream's end has arrived. */
  void endMark() {
    endMarked = true;
  }

  boolean complete() {
    return end instanceof End.Complete;
  }

  /** The model has, or may have, begun to work: from here on the call has a usage. */
  void reached() {
    reached = true;
  }

  /** Notes what an event says beside the text; an error in it ends the call. */
  void event(StreamEvent event) {
    if (event.error().isPresent()) {
      fail(Fault.SERVER_ERROR, "broke off its answer: " + event.error().get());
      return;
    }
    if (event.token()) {
      patience.token();
    }
    if (event.finish().isPresent()) {
      // A refusal in the text is followed by an ordinary finish.
      finish = finish == Finish.FILTERED ? finish : event.finish().get();
      patience.atTheEnd();
    }
  }

  /** Takes a piece of text, reasoning included where the server doesn't tell it apart. */
  void text(String piece) {
    characters += piece.length();
    deliver(thoughts.answer(piece));
  }

  private void deliver(String piece) {
    if (over() || piece.isEmpty()) {
      return;
    }
    if (cancellation.cancelled()) {
      cancelled();
      return;
    }
    try {
      if (!pieces.accept(piece)) {
        end = new End.Unwanted();
      }
      // A sink may take its time: its own client may be slow.
      patience.renew();
    } catch (RuntimeException | Error e) {
      // Kept until the call is closed: LangChain4j would swallow it.
      sinkFailure = e;
      end = new End.Unwanted();
    }
  }

  /** The stream is at its end, as the provider sees it: complete if it gave a reason. */
  void closed(@Nullable TokenUsage counted) {
    if (over() || finish == null) {
      return;
    }
    deliver(thoughts.remainder());
    if (!over()) {
      end = new End.Complete(finish, counted);
    }
  }

  void cancelled() {
    if (!over()) {
      end = new End.Left();
    }
  }

  /** Does what is due when the stream stops coming, unless all that matters had come. */
  void unlessFinished(Runnable due) {
    if (finish == null) {
      due.run();
    }
  }

  /** The time is over. */
  void late() {
    if (!over()) {
      // Where the model may be at work, it may be paid for.
      reached = true;
      fail(patience.fault(), patience.words());
    }
  }

  /**
   * Something is wrong.
   *
   * @param what completes a sentence that begins with the model and its host
   */
  void fail(Fault fault, String what) {
    if (cancellation.cancelled()) {
      // A call that is torn down looks broken from here.
      cancelled();
    }
    if (!over()) {
      String message = "model " + connection.model() + " at " + connection.host() + " " + what;
      end = new End.Broken(fault, withoutKey(message));
    }
  }

  /** The reply, or the sink's own exception. */
  ModelReply reply() {
    if (sinkFailure instanceof RuntimeException e) {
      throw e;
    }
    if (sinkFailure instanceof Error e) {
      throw e;
    }
    if (end == null) {
      fail(Fault.CUT, "ended its answer without giving a reason");
    }
    return switch (end) {
      case null -> throw new IllegalStateException("a call has an end");
      case End.Complete(Finish why, TokenUsage counted) ->
          new ModelReply.Completed(why, counted(counted).orElseGet(this::estimate));
      case End.Unwanted() -> new ModelReply.Stopped(estimate());
      case End.Left() -> new ModelReply.Cancelled(reached ? estimate() : Usage.NONE);
      case End.Broken(Fault fault, String message) ->
          new ModelReply.Failed(fault, message, reached ? estimate() : Usage.NONE);
    };
  }

  private static Optional<Usage> counted(@Nullable TokenUsage counted) {
    if (counted == null
        || counted.inputTokenCount() == null
        || counted.outputTokenCount() == null
        // What LangChain4j makes of a usage that Anthropic never sent.
        || (counted.inputTokenCount() == 0 && counted.outputTokenCount() == 0)) {
      return Optional.empty();
    }
    return Optional.of(
        new Usage(
            Math.max(0, counted.inputTokenCount()),
            Math.max(0, counted.outputTokenCount()),
            false));
  }

  private Usage estimate() {
    return new Usage(TokenEstimate.of(request), TokenEstimate.of(characters), true);
  }

  /** Providers repeat keys in their messages. */
  private String withoutKey(String message) {
    return connection.apiKey().map(key -> message.replace(key, "…")).orElse(message);
  }
}
