package dev.millrace.orchestration.turn;

import dev.millrace.orchestration.guard.SafeText;
import dev.millrace.orchestration.model.Cancellation;
import dev.millrace.orchestration.model.ChatModel;
import dev.millrace.orchestration.model.Finish;
import dev.millrace.orchestration.model.ModelReply;
import dev.millrace.orchestration.model.ModelRequest;
import dev.millrace.orchestration.model.PieceSink;
import dev.millrace.orchestration.model.Usage;
import java.util.Optional;

/** One model's answer from itself, let out as it comes: there is nothing to check it against. */
final class FreeDraft implements PieceSink {
  private final Released released;
  private final long startedAt = System.nanoTime();
  private final StringBuilder held = new StringBuilder();
  private final SafeText safe = new SafeText(held);
  private Optional<Long> firstMs = Optional.empty();

  FreeDraft(Released released) {
    this.released = released;
  }

  /** Calls the model. */
  Draft write(ChatModel model, ModelRequest request, Cancellation cancellation) {
    return switch (model.chat(request, this, cancellation)) {
      case ModelReply.Completed(Finish finish, Usage usage) -> completed(finish, usage);
      case ModelReply.Stopped(Usage usage) -> new Draft.Cancelled(usage, firstMs);
      case ModelReply.Cancelled(Usage usage) -> new Draft.Cancelled(usage, firstMs);
      case ModelReply.Failed(var fault, String message, Usage usage) ->
          released.begun()
              ? new Draft.Partial(message, usage, firstMs)
              : new Draft.Failed(message, usage, firstMs);
    };
  }

  @Override
  public boolean accept(String piece) {
    if (firstMs.isEmpty()) {
      firstMs = Optional.of(Elapsed.ms(startedAt));
    }
    for (int i = 0; i < piece.length(); i++) {
      safe.add(piece.charAt(i));
    }
    let();
    return true;
  }

  private void let() {
    released.plain(held.toString());
    held.setLength(0);
  }

  private Draft completed(Finish finish, Usage usage) {
    safe.end();
    let();
    if (!released.begun()) {
      return new Draft.Failed(
          finish == Finish.FILTERED ? "the model declined to answer" : "the model said nothing",
          usage,
          firstMs);
    }
    return switch (finish) {
      case STOP -> new Draft.Accepted(usage, firstMs);
      case LENGTH -> new Draft.Partial("the answer reached its greatest length", usage, firstMs);
      case FILTERED -> new Draft.Partial("the model stopped itself", usage, firstMs);
    };
  }
}
