package dev.millrace.app.openai;

import dev.millrace.app.answer.AnswerView;
import dev.millrace.app.answer.Dialect;
import dev.millrace.app.http.EventStream;
import dev.millrace.orchestration.turn.Answer;
import dev.millrace.orchestration.turn.AnswerEvent;
import dev.millrace.orchestration.turn.Citation;
import io.micronaut.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tells an answer in chunks: released text, the end, the usage if it is asked for. */
final class ChatStream implements Dialect {
  private static final String DONE = "[DONE]";
  private static final ChatChunk.Delta NOTHING = new ChatChunk.Delta(null, null, null);

  private final JsonMapper json;
  private final boolean usage;
  private final Instant created;
  private final String server;
  private final Map<Integer, Citation> cited = new HashMap<>();
  private String id = "";

  /** What an answer says that no model made. */
  private String model = "none";

  private boolean begun;

  /**
   * For one answer.
   *
   * @param usage whether a last chunk tells the tokens
   * @param server this server's address as the client knows it, without a slash at the end
   */
  ChatStream(JsonMapper json, boolean usage, Instant created, String server) {
    this.json = json;
    this.usage = usage;
    this.created = created;
    this.server = server;
  }

  @Override
  public void tell(AnswerEvent event, EventStream out) {
    switch (event) {
      case AnswerEvent.Started(var answer, _) -> id = ChatCompletion.id(answer);
      case AnswerEvent.Attempted(_, var answering, _, _) -> model = answering;
      case AnswerEvent.Released released -> {
        begin(out);
        released.citations().forEach(citation -> cited.put(citation.n(), citation));
        List<Annotation> annotations = Annotation.of(released.marks(), cited, server);
        send(
            out,
            new ChatChunk.Delta(null, released.text(), annotations.isEmpty() ? null : annotations));
      }
      case AnswerEvent.Finished(Answer answer) -> finish(answer, out);
      case AnswerEvent.Classified _,
          AnswerEvent.Searched _,
          AnswerEvent.Planned _,
          AnswerEvent.Dropped _,
          AnswerEvent.AttemptEnded _,
          AnswerEvent.Failed _ -> {}
    }
  }

  private void begin(EventStream out) {
    if (!begun) {
      begun = true;
      send(out, new ChatChunk.Delta("assistant", "", null));
    }
  }

  private void finish(Answer answer, EventStream out) {
    model = answer.madeBy().model();
    begin(out);
    send(
        out,
        List.of(new ChatChunk.Choice(0, NOTHING, null, ChatCompletion.finishReason(answer))),
        null,
        AnswerView.of(answer));
    if (usage) {
      send(out, List.of(), ChatCompletion.Usage.of(answer), null);
    }
    out.data(DONE);
  }

  private void send(EventStream out, ChatChunk.Delta delta) {
    send(out, List.of(new ChatChunk.Choice(0, delta, null, null)), null, null);
  }

  private void send(
      EventStream out,
      List<ChatChunk.Choice> choices,
      ChatCompletion.@Nullable Usage used,
      @Nullable AnswerView answer) {
    ChatChunk chunk =
        new ChatChunk(
            id, "chat.completion.chunk", created.getEpochSecond(), model, choices, used, answer);
    try {
      out.data(json.writeValueAsString(chunk));
    } catch (IOException e) {
      throw new UncheckedIOException("a chunk could not be written", e);
    }
  }
}
