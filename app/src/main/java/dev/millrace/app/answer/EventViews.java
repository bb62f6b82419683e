package dev.millrace.app.answer;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.millrace.app.http.EventStream;
import dev.millrace.orchestration.plan.Plan;
import dev.millrace.orchestration.turn.AnswerEvent;
import dev.millrace.orchestration.turn.Mark;
import io.micronaut.json.JsonMapper;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.media.Schema;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/** Tells every event under its own name, as JSON. */
public final class EventViews implements Dialect {
  /** The request is accepted. */
  @Serdeable
  @Schema(name = "StartedEvent")
  record Started(UUID answerId, UUID conversationId) {}

  /**
   * What the question asks for.
   *
   * @param query what is searched for
   * @param rewritten whether that is another than was asked
   * @param kind the class of the question
   * @param confidence 0 to 1
   */
  @Serdeable
  @Schema(name = "ClassifiedEvent")
  record Classified(
      String query, boolean rewritten, @JsonProperty("class") String kind, double confidence) {}

  /**
   * Documents were searched.
   *
   * @param notes what could not be done as it is configured; the evidence is right all the same
   */
  @Serdeable
  @Schema(name = "SearchedEvent")
  record Searched(int passages, int documents, long ms, List<String> notes) {}

  /**
   * Who will try, and who will not.
   *
   * @param attempts first the one that is made first
   */
  @Serdeable
  @Schema(name = "PlannedEvent")
  record Planned(String policy, List<PlannedAttempt> attempts, List<NotTried> rejected) {}

  /**
   * A model on its tier.
   *
   * @param evidence passages that it may be given
   * @param withheld passages that its tier is not cleared for
   * @param estimate of the cost, in the fleet's currency
   */
  @Serdeable
  @Schema(name = "PlannedAttempt")
  record PlannedAttempt(
      String model, String tier, int evidence, int withheld, BigDecimal estimate, String reason) {}

  /** A model that is not tried. */
  @Serdeable
  @Schema(name = "RejectedModel")
  record NotTried(String model, String tier, String why, String reason) {}

  /**
   * A model is called.
   *
   * @param waitMs milliseconds that it waited for its tier
   */
  @Serdeable
  @Schema(name = "AttemptedEvent")
  record Attempted(int number, String model, String tier, long waitMs) {}

  /** Text that stays, with what it cites. Offsets are positions in the whole answer. */
  @Serdeable
  @Schema(name = "ReleasedEvent")
  record Released(String text, List<CitationView> citations, List<MarkView> marks) {}

  /** A mark in the answer, in Unicode code points. */
  @Serdeable
  @Schema(name = "Mark")
  record MarkView(int n, int start, int end) {
    static MarkView of(Mark mark) {
      return new MarkView(mark.n(), mark.start(), mark.end());
    }
  }

  /** A part that is left out. */
  @Serdeable
  @Schema(name = "DroppedEvent")
  record Dropped(String reason) {}

  /** A model's attempt is over. */
  @Serdeable
  @Schema(name = "AttemptEndedEvent")
  record AttemptEnded(
      int number, String model, String tier, String outcome, String reason, long ms) {}

  private final JsonMapper json;

  public EventViews(JsonMapper json) {
    this.json = json;
  }

  @Override
  public void tell(AnswerEvent event, EventStream out) {
    switch (event) {
      case AnswerEvent.Started(var answer, var conversation) ->
          send(out, "started", new Started(answer, conversation));
      case AnswerEvent.Classified(var query, var rewritten, var kind, var confidence) ->
          send(out, "classified", new Classified(query, rewritten, kind.wire(), confidence));
      case AnswerEvent.Searched(int passages, int documents, long ms, var notes) ->
          send(out, "searched", new Searched(passages, documents, ms, notes));
      case AnswerEvent.Planned(Plan plan) -> send(out, "planned", planned(plan));
      case AnswerEvent.Attempted(int number, var model, var tier, long waitMs) ->
          send(out, "attempted", new Attempted(number, model, tier, waitMs));
      case AnswerEvent.Released(var text, var citations, var marks) ->
          send(
              out,
              "released",
              new Released(
                  text,
                  citations.stream().map(CitationView::of).toList(),
                  marks.stream().map(MarkView::of).toList()));
      case AnswerEvent.Dropped(var reason) -> send(out, "dropped", new Dropped(reason));
      case AnswerEvent.AttemptEnded(int n, var model, var tier, var outcome, var reason, long ms) ->
          send(out, "attempt_ended", new AttemptEnded(n, model, tier, outcome, reason, ms));
      case AnswerEvent.Finished(var answer) -> send(out, "finished", AnswerView.of(answer));
      case AnswerEvent.Failed(_) -> {}
    }
  }

  private static Planned planned(Plan plan) {
    return new Planned(
        plan.policy().versioned(),
        plan.attempts().stream()
            .map(
                one ->
                    new PlannedAttempt(
                        one.model().name(),
                        one.tier().name(),
                        one.evidence().size(),
                        one.withheld(),
                        one.estimate(),
                        one.reason()))
            .toList(),
        plan.rejected().stream()
            .map(
                one ->
                    new NotTried(
                        one.model(),
                        one.tier(),
                        one.why().name().toLowerCase(Locale.ROOT),
                        one.reason()))
            .toList());
  }

  private void send(EventStream out, String name, Object view) {
    try {
      out.event(name, json.writeValueAsString(view));
    } catch (IOException e) {
      throw new UncheckedIOException("an event could not be written", e);
    }
  }
}
