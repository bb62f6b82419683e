package dev.millrace.app.console;

import dev.millrace.app.answer.Turns;
import dev.millrace.app.console.AnswerPart.Source;
import dev.millrace.app.http.ClientConnection;
import dev.millrace.app.http.UnexpectedFault;
import dev.millrace.orchestration.model.Cancellation;
import dev.millrace.orchestration.turn.AnswerEvent;
import dev.millrace.orchestration.turn.AnswerRequest;
import dev.millrace.orchestration.turn.Failure;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

/** One answer on its way into a page, as parts that take their places there. */
final class AnswerStream {
  /** Text of an answer, as far as it has come. */
  record Stretch(List<AnswerPart.Piece> pieces) {}

  /** Why there is no answer. */
  record Broken(String message) {}

  private final String token;
  private final Templates templates;
  private final Function<UUID, AskPage.ConversationList> conversations;
  private final LiveParts parts = new LiveParts();
  private final Map<Integer, Source> sources = new HashMap<>();
  private int length;

  /**
   * A stream.
   *
   * @param token which names the elements of the page
   * @param conversations the visitor's, with that one open
   */
  AnswerStream(
      String token, Templates templates, Function<UUID, AskPage.ConversationList> conversations) {
    this.token = token;
    this.templates = templates;
    this.conversations = conversations;
  }

  LiveParts parts() {
    return parts;
  }

  /** Answers. Returns when there is nothing more to tell, or nobody to tell it to. */
  void run(Turns turns, AnswerRequest request, ClientConnection client, Duration keepAlive) {
    Cancellation cancellation = new Cancellation();
    try (ClientConnection.Watch _ = client.onGone(cancellation::cancel);
        ClientConnection.Watch _ = client.every(keepAlive, parts::keepAlive)) {
      var _ = turns.run(request, this::take, cancellation);
    } catch (RuntimeException | Error e) {
      broken(UnexpectedFault.logged("an answer", e).getMessage());
    } finally {
      parts.end();
    }
  }

  private void take(AnswerEvent event) {
    Step.of(event).ifPresent(step -> parts.add(id("steps"), templates.text("step.jte", step)));
    switch (event) {
      case AnswerEvent.Started(_, UUID conversation) -> {
        status("Understanding the question …");
        parts.part(
            "ask-conversation", templates.text("ask-conversation.jte", conversation.toString()));
      }
      case AnswerEvent.Classified _ -> status("Looking for evidence …");
      case AnswerEvent.Searched _, AnswerEvent.Planned _ -> status("Choosing who answers …");
      case AnswerEvent.Attempted(_, String model, _, _) -> status("Asking " + model + " …");
      case AnswerEvent.Released released -> released(released);
      case AnswerEvent.AttemptEnded _, AnswerEvent.Dropped _ -> {}
      case AnswerEvent.Finished(var answer) -> {
        parts.part(id("answer"), templates.text("answer.jte", AnswerParts.of(answer)));
        parts.address("/console/ask/" + answer.conversationId());
        parts.part(
            "conversations",
            templates.text("conversations.jte", conversations.apply(answer.conversationId())));
      }
      case AnswerEvent.Failed(Failure failure) -> broken(failure.message());
    }
  }

  private void released(AnswerEvent.Released released) {
    released.citations().forEach(one -> sources.put(one.n(), AnswerPieces.source(one)));
    List<AnswerPart.Piece> pieces =
        AnswerPieces.of(released.text(), length, released.marks(), sources);
    length += released.text().codePointCount(0, released.text().length());
    status("");
    parts.add(id("text"), templates.text("answer-text.jte", new Stretch(pieces)));
  }

  private void broken(String message) {
    parts.part(id("answer"), templates.text("answer-broken.jte", new Broken(message)));
  }

  private void status(String text) {
    parts.part(id("status"), templates.text("status.jte", new Notice(text)));
  }

  private String id(String part) {
    return part + "-" + token;
  }
}
