package dev.millrace.app.answer;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.millrace.app.http.EvidenceView;
import dev.millrace.orchestration.turn.Answer;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An answer. The object {@code millrace} of an answer in OpenAI's form is the same.
 *
 * @param answer its text, with marks such as [1]
 * @param refused whether there is no answer; the text says so
 * @param partial whether it lacks something that was to come
 * @param reason why it is refused or partial
 * @param citations what the marks stand for
 * @param nearest the passages that come nearest, where nothing answers
 * @param model who answered; where nobody could, who tried last
 * @param tier where
 * @param route the class of the question, and each attempt with its end
 * @param kind the class of the question
 * @param policy name and version
 * @param prompt version of the model's instructions; null where none was instructed
 * @param cost of all calls, failed ones included
 * @param ms milliseconds from the request to the end
 * @param firstMs until the first text was released; null if none was
 */
@Serdeable
@Schema(name = "Answer")
public record AnswerView(
    String answer,
    boolean refused,
    boolean partial,
    @Nullable String reason,
    List<CitationView> citations,
    List<EvidenceView> nearest,
    String model,
    String tier,
    String route,
    @JsonProperty("class") String kind,
    String policy,
    @Nullable String prompt,
    Cost cost,
    long ms,
    @Nullable Long firstMs,
    UUID conversationId,
    UUID answerId) {
  /**
   * An amount of money.
   *
   * @param currency as ISO 4217 has it
   */
  @Serdeable
  @Schema(name = "Cost")
  public record Cost(BigDecimal amount, String currency) {}

  /** As the API shows it. */
  public static AnswerView of(Answer answer) {
    Answer.MadeBy by = answer.madeBy();
    Answer.Spent spent = answer.spent();
    return new AnswerView(
        answer.text(),
        answer.refused(),
        answer.partial(),
        switch (answer.end()) {
          case Answer.End.Complete() -> null;
          case Answer.End.Partial(String reason) -> reason;
          case Answer.End.Refused(String reason) -> reason;
        },
        answer.citations().stream().map(CitationView::of).toList(),
        answer.nearest().stream().map(EvidenceView::of).toList(),
        by.model(),
        by.tier(),
        by.route(),
        kind(by.route()),
        by.policy(),
        by.prompt().isEmpty() ? null : by.prompt(),
        new Cost(spent.cost(), spent.currency()),
        spent.ms(),
        spent.firstMs().orElse(null),
        answer.conversationId(),
        answer.answerId());
  }

  /** A route begins with it. */
  private static String kind(String route) {
    int colon = route.indexOf(':');
    return colon < 0 ? route : route.substring(0, colon);
  }
}
