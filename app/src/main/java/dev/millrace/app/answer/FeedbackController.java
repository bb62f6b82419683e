package dev.millrace.app.answer;

import dev.millrace.app.http.ApiException;
import dev.millrace.app.http.Given;
import dev.millrace.app.http.Refusals;
import dev.millrace.app.http.RequiresScope;
import dev.millrace.app.identity.Caller;
import dev.millrace.app.identity.Scope;
import dev.millrace.orchestration.conversation.Conversations;
import dev.millrace.orchestration.conversation.Rating;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Status;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What people think of answers that they were given. */
@Controller("/api/answers")
@RequiresScope(Scope.SEARCH)
@Refusals
@Tag(name = "answers")
final class FeedbackController {
  /** In UTF-16 units. */
  static final int LONGEST_COMMENT = 10_000;

  /**
   * An opinion.
   *
   * @param rating good or bad
   * @param comment why
   */
  @Serdeable
  @Schema(name = "Feedback")
  record Feedback(String rating, @Nullable String comment) {
    Feedback {
      Given.required(rating, "rating");
      if (comment != null) {
        Wording.text(comment, "comment");
        if (comment.length() > LONGEST_COMMENT) {
          throw ApiException.invalid(
              "comment", "a comment has at most " + LONGEST_COMMENT + " characters");
        }
      }
    }
  }

  private final Conversations conversations;

  FeedbackController(Conversations conversations) {
    this.conversations = conversations;
  }

  /** Notes what the caller thinks of an answer that he was given; the last word counts. */
  @Post("/{id}/feedback")
  @Status(HttpStatus.NO_CONTENT)
  void rate(Caller caller, UUID id, @Body Feedback feedback) {
    Rating rating = ApiException.reading("rating", () -> Rating.of(feedback.rating()));
    if (!conversations.rate(caller.viewer(), id, rating, feedback.comment())) {
      throw ApiException.notFound("answer", id);
    }
  }
}
