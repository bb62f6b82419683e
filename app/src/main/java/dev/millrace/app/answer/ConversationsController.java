package dev.millrace.app.answer;

import dev.millrace.app.http.ApiException;
import dev.millrace.app.http.Page;
import dev.millrace.app.http.Paging;
import dev.millrace.app.http.Refusals;
import dev.millrace.app.http.RequiresScope;
import dev.millrace.app.identity.Caller;
import dev.millrace.app.identity.Scope;
import dev.millrace.orchestration.conversation.Conversation;
import dev.millrace.orchestration.conversation.Conversations;
import dev.millrace.orchestration.conversation.Message;
import dev.millrace.retrieval.corpus.Viewer;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.annotation.Status;
import io.micronaut.json.JsonMapper;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The caller's conversations. Anybody else's do not exist for him. */
@Controller("/api/conversations")
@RequiresScope(Scope.SEARCH)
@Refusals
@Tag(name = "conversations")
final class ConversationsController {
  /**
   * A conversation.
   *
   * @param title the beginning of the first question
   * @param updatedAt when it was last used
   */
  @Serdeable
  @Schema(name = "Conversation")
  record Facts(UUID conversationId, String title, Instant createdAt, Instant updatedAt) {
    static Facts of(Conversation conversation) {
      return new Facts(
          conversation.id(),
          conversation.title(),
          conversation.createdAt(),
          conversation.updatedAt());
    }
  }

  /** A conversation with a stretch of its messages, in order. */
  @Serdeable
  @Schema(name = "ConversationWithMessages")
  record WithMessages(
      UUID conversationId,
      String title,
      Instant createdAt,
      Instant updatedAt,
      Page<MessageView> messages) {}

  private final Conversations conversations;
  private final JsonMapper json;

  ConversationsController(Conversations conversations, JsonMapper json) {
    this.conversations = conversations;
    this.json = json;
  }

  /** Lists the caller's conversations, last used first. */
  @Get
  Page<Facts> list(
      Caller caller,
      @QueryValue(defaultValue = Paging.USUAL) int limit,
      @QueryValue @Nullable String cursor) {
    Paging asked = Paging.of(limit, cursor);
    List<Conversation> found =
        conversations.page(caller.viewer(), Optional.ofNullable(asked.afterId()), asked.oneMore());
    return Page.of(found, asked, conversation -> conversation.id().toString()).map(Facts::of);
  }

  /** Gives a conversation with its messages. */
  @Get("/{id}")
  WithMessages get(
      Caller caller,
      UUID id,
      @QueryValue(defaultValue = Paging.USUAL) int limit,
      @QueryValue @Nullable String cursor) {
    Paging asked = Paging.of(limit, cursor);
    Integer after = asked.after(Integer::valueOf);
    Viewer viewer = caller.viewer();
    Conversation conversation =
        conversations.find(viewer, id).orElseThrow(() -> ApiException.notFound("conversation", id));
    List<Message> found =
        conversations.messages(viewer, conversation, after == null ? -1 : after, asked.oneMore());
    return new WithMessages(
        conversation.id(),
        conversation.title(),
        conversation.createdAt(),
        conversation.updatedAt(),
        Page.of(found, asked, message -> Integer.toString(message.ordinal()))
            .map(message -> MessageView.of(message, json)));
  }

  /** Deletes a conversation with all that was said. */
  @Delete("/{id}")
  @Status(HttpStatus.NO_CONTENT)
  void delete(Caller caller, UUID id) {
    if (!conversations.delete(caller.viewer(), id)) {
      throw ApiException.notFound("conversation", id);
    }
  }
}
