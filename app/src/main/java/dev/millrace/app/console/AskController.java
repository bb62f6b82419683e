package dev.millrace.app.console;

import dev.millrace.app.answer.Turns;
import dev.millrace.app.answer.Wording;
import dev.millrace.app.console.PendingQuestions.Pending;
import dev.millrace.app.http.ApiException;
import dev.millrace.app.http.ClientConnection;
import dev.millrace.app.http.EventStream;
import dev.millrace.app.http.RequiresScope;
import dev.millrace.app.identity.Scope;
import dev.millrace.orchestration.model.ChatMessage;
import dev.millrace.orchestration.model.Sampling;
import dev.millrace.orchestration.turn.AnswerRequest;
import io.micronaut.context.annotation.Value;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.swagger.v3.oas.annotations.Hidden;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Asking, and reading the answer as it comes into being. */
@Controller("/console/ask/answers")
@RequiresScope(Scope.SEARCH)
@Hidden
final class AskController {
  private final Turns turns;
  private final PendingQuestions pending;
  private final ConversationPages conversations;
  private final Templates templates;
  private final Duration keepAlive;

  AskController(
      Turns turns,
      PendingQuestions pending,
      ConversationPages conversations,
      Templates templates,
      @Value("${millrace.http.keep-alive}") Duration keepAlive) {
    this.turns = turns;
    this.pending = pending;
    this.conversations = conversations;
    this.templates = templates;
    this.keepAlive = keepAlive;
  }

  /** Takes a question; the answer starts when the page connects to its events. */
  @Post
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @Produces(MediaType.TEXT_HTML)
  HttpResponse<?> ask(Visit visit, @Body Map<String, String> form) {
    String question = Wording.question(form.getOrDefault("question", ""), "question");
    Optional<UUID> conversation =
        Optional.of(form.getOrDefault("conversation", ""))
            .filter(id -> !id.isEmpty())
            .map(id -> ApiException.reading("conversation", () -> UUID.fromString(id)));
    String token = pending.keep(visit.session(), new Pending(question, conversation));
    return templates.page("asked.jte", new AskedPart(token, question));
  }

  /** Answers. A page that goes away ends it. */
  @Get("/{token}/events")
  @Produces(MediaType.TEXT_EVENT_STREAM)
  MutableHttpResponse<EventStream> events(HttpRequest<?> request, Visit visit, String token) {
    Pending question =
        pending
            .take(visit.session(), token)
            .orElseThrow(() -> ApiException.notFound("question", token));
    AnswerRequest asked =
        new AnswerRequest(
            visit.viewer(),
            question.conversation(),
            List.of(ChatMessage.user(question.question())),
            AnswerRequest.AUTO,
            AnswerRequest.Options.DEFAULT,
            Sampling.DEFAULT);
    AnswerStream stream =
        new AnswerStream(token, templates, open -> conversations.list(visit.viewer(), open));
    ClientConnection client = ClientConnection.of(request);
    Thread.ofVirtual().name("answer").start(() -> stream.run(turns, asked, client, keepAlive));
    return stream.parts().response();
  }
}
