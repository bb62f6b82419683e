package dev.millrace.app.answer;

import dev.millrace.app.http.Given;
import dev.millrace.orchestration.model.ChatMessage;
import dev.millrace.orchestration.model.Sampling;
import dev.millrace.orchestration.turn.AnswerRequest;
import dev.millrace.retrieval.corpus.Viewer;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A question.
 *
 * @param question in the asker's words
 * @param conversationId the conversation that is continued; left out, a new one begins
 * @param model auto, or the name of a model of the fleet
 * @param ground auto, always or never: whether the answer must come from the documents
 * @param evidence passages to answer from
 * @param policy quality or economy
 * @param maxCost the most that the answer may cost, in the fleet's currency
 * @param deadlineMs the longest that the answer may take, in milliseconds
 * @param minPosition the log position that the index must have reached, as a write returned it
 * @param stream whether to tell what happens as it happens
 */
@Serdeable
@Schema(name = "Question")
record AskedQuestion(
    String question,
    @Nullable UUID conversationId,
    @Nullable @Schema(defaultValue = AnswerRequest.AUTO) String model,
    @Nullable @Schema(defaultValue = "auto") String ground,
    @Nullable @Schema(minimum = "1", maximum = "50", defaultValue = "10") Integer evidence,
    @Nullable @Schema(defaultValue = "quality") String policy,
    @Nullable @Schema(minimum = "0") BigDecimal maxCost,
    @Nullable @Schema(minimum = "1", maximum = "600000", defaultValue = "120000") Long deadlineMs,
    @Nullable @Schema(minimum = "0", defaultValue = "0") Long minPosition,
    @Nullable @Schema(defaultValue = "false") Boolean stream) {
  AskedQuestion {
    Given.required(question, "question");
  }

  boolean streams() {
    return Given.orElse(stream, false);
  }

  Question question(Viewer viewer) {
    return new Question(
        new AnswerRequest(
            viewer,
            Optional.ofNullable(conversationId),
            List.of(ChatMessage.user(Wording.question(question, "question"))),
            Given.orElse(model, AnswerRequest.AUTO),
            new Wishes(ground, evidence, policy, maxCost, deadlineMs, minPosition).options(""),
            Sampling.DEFAULT),
        field -> field.equals("messages") ? "question" : field);
  }
}
