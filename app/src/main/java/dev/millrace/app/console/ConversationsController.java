package dev.millrace.app.console;

import dev.millrace.app.http.ApiException;
import dev.millrace.app.http.RequiresScope;
import dev.millrace.app.identity.Scope;
import dev.millrace.orchestration.conversation.Conversation;
import dev.millrace.orchestration.conversation.Conversations;
import dev.millrace.orchestration.conversation.Rating;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.swagger.v3.oas.annotations.Hidden;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The visitor's conversations, and what he thinks of the answers. */
@Controller("/console/ask")
@RequiresScope(Scope.SEARCH)
@Produces(MediaType.TEXT_HTML)
@Hidden
final class ConversationsController {
  private static final String HERE = "/console/ask";

  private final Conversations conversations;
  private final ConversationPages pages;
  private final Navigation navigation;
  private final Templates templates;

  ConversationsController(
      Conversations conversations,
      ConversationPages pages,
      Navigation navigation,
      Templates templates) {
    this.conversations = conversations;
    this.pages = pages;
    this.navigation = navigation;
    this.templates = templates;
  }

  /** Shows an empty page for a new conversation. */
  @Get
  HttpResponse<?> fresh(Visit visit) {
    return templates.page(
        "ask.jte",
        new AskPage(
            navigation.shell(visit, Section.ASK, "Ask"),
            pages.list(visit.viewer(), null),
            null,
            "New conversation",
            List.of()));
  }

  /** Shows a conversation. */
  @Get("/{id}")
  HttpResponse<?> show(Visit visit, UUID id) {
    Conversation conversation =
        pages.find(visit.viewer(), id).orElseThrow(() -> ApiException.notFound("conversation", id));
    return templates.page(
        "ask.jte",
        new AskPage(
            navigation.shell(visit, Section.ASK, conversation.title()),
            pages.list(visit.viewer(), id),
            id,
            conversation.title(),
            pages.exchanges(visit.viewer(), conversation)));
  }

  /** Deletes a conversation. */
  @Delete("/{id}")
  @Consumes(MediaType.ALL)
  HttpResponse<?> delete(Visit visit, UUID id) {
    if (!conversations.delete(visit.viewer(), id)) {
      throw ApiException.notFound("conversation", id);
    }
    return HttpResponse.ok().header("HX-Redirect", HERE);
  }

  /** Notes whether an answer was good. */
  @Post("/answers/{id}/feedback")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  HttpResponse<?> rate(Visit visit, UUID id, @Body Map<String, String> form) {
    Rating rating =
        ApiException.reading("rating", () -> Rating.of(form.getOrDefault("rating", "")));
    if (!conversations.rate(visit.viewer(), id, rating, null)) {
      throw ApiException.notFound("answer", id);
    }
    return templates.page("feedback.jte", new FeedbackPart(id, rating.wire()));
  }
}
