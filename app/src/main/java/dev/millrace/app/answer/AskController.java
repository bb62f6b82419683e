package dev.millrace.app.answer;

import dev.millrace.app.http.FilterReader;
import dev.millrace.app.http.Refusals;
import dev.millrace.app.http.RequiresScope;
import dev.millrace.app.identity.Caller;
import dev.millrace.app.identity.Scope;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.json.JsonMapper;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;

/** Asking. */
@Controller("/api/ask")
@RequiresScope(Scope.SEARCH)
@Refusals
@Tag(name = "answers")
final class AskController {
  private final Answers answers;
  private final FilterReader filters;
  private final JsonMapper json;

  AskController(Answers answers, FilterReader filters, JsonMapper json) {
    this.answers = answers;
    this.filters = filters;
    this.json = json;
  }

  /** Answers a question from the documents that the caller may read, whole or as events. */
  @Post
  @Produces({MediaType.APPLICATION_JSON, MediaType.TEXT_EVENT_STREAM})
  @ApiResponse(
      responseCode = "200",
      description =
          "The answer; or, if stream is true, events named after what they tell, the last of them"
              + " finished or error.",
      content = {
        @Content(
            mediaType = MediaType.APPLICATION_JSON,
            schema = @Schema(implementation = AnswerView.class)),
        @Content(
            mediaType = MediaType.TEXT_EVENT_STREAM,
            schema =
                @Schema(
                    oneOf = {
                      EventViews.Started.class,
                      EventViews.Classified.class,
                      EventViews.Searched.class,
                      EventViews.Planned.class,
                      EventViews.Attempted.class,
                      EventViews.Released.class,
                      EventViews.Dropped.class,
                      EventViews.AttemptEnded.class,
                      AnswerView.class
                    }))
      })
  HttpResponse<?> ask(HttpRequest<?> request, Caller caller, @Body AskedQuestion asked) {
    Question question =
        asked.question(
            caller.viewer(), filters.read(caller.viewer(), "", asked.sources(), asked.filters()));
    if (asked.streams()) {
      EventViews views = new EventViews(json);
      return answers.stream(request, question, views);
    }
    return HttpResponse.ok(AnswerView.of(answers.whole(request, question)));
  }
}
