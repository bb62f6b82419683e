package dev.millrace.app.openai;

import dev.millrace.app.answer.Answers;
import dev.millrace.app.answer.Question;
import dev.millrace.app.http.FilterReader;
import dev.millrace.app.http.Refusals;
import dev.millrace.app.http.RequiresScope;
import dev.millrace.app.identity.Caller;
import dev.millrace.app.identity.Scope;
import dev.millrace.orchestration.tier.Fleet;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.server.util.HttpHostResolver;
import io.micronaut.json.JsonMapper;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import java.time.Instant;

/** Chat completions. */
@Controller("/v1/chat/completions")
@RequiresScope(Scope.SEARCH)
@Refusals
@Tag(name = "openai")
final class ChatController {
  private final Answers answers;
  private final Fleet fleet;
  private final FilterReader filters;
  private final JsonMapper json;
  private final HttpHostResolver hosts;
  private final Clock clock;

  ChatController(
      Answers answers,
      Fleet fleet,
      FilterReader filters,
      JsonMapper json,
      HttpHostResolver hosts,
      Clock clock) {
    this.answers = answers;
    this.filters = filters;
    this.fleet = fleet;
    this.json = json;
    this.hosts = hosts;
    this.clock = clock;
  }

  /** Answers the last message of a chat, as OpenAI's API does, whole or in chunks. */
  @Post
  @Produces({MediaType.APPLICATION_JSON, MediaType.TEXT_EVENT_STREAM})
  @ApiResponse(
      responseCode = "200",
      description =
          "The answer; or, if stream is true, events without a name, a chunk each, and in the end"
              + " [DONE]. An answer that fails on the way ends with an event named error instead.",
      content = {
        @Content(
            mediaType = MediaType.APPLICATION_JSON,
            schema = @Schema(implementation = ChatCompletion.class)),
        @Content(
            mediaType = MediaType.TEXT_EVENT_STREAM,
            schema = @Schema(implementation = ChatChunk.class))
      })
  HttpResponse<?> complete(HttpRequest<?> request, Caller caller, @Body ChatRequest asked) {
    Question question =
        asked.question(
            caller.viewer(),
            fleet,
            filters.read(
                caller.viewer(),
                MillraceOptions.PREFIX,
                asked.how().sources(),
                asked.how().filters()));
    Instant now = clock.instant();
    String server = hosts.resolve(request);
    return asked.streams()
        ? answers.stream(
            request, question, new ChatStream(json, asked.includesUsage(), now, server))
        : HttpResponse.ok(ChatCompletion.of(answers.whole(request, question), now, server));
  }
}
