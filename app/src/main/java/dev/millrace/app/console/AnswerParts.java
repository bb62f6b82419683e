package dev.millrace.app.console;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.app.console.AnswerPart.Fact;
import dev.millrace.app.console.AnswerPart.Source;
import dev.millrace.orchestration.conversation.Message;
import dev.millrace.orchestration.turn.Answer;
import dev.millrace.orchestration.turn.Mark;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Answers as pages show them: just made, and as they were kept. */
final class AnswerParts {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String COMPLETE = "complete";
  private static final String PARTIAL = "partial";
  private static final String REFUSED = "refused";

  private AnswerParts() {}

  static AnswerPart of(Answer answer) {
    Map<Integer, Source> sources = new LinkedHashMap<>();
    answer.citations().forEach(one -> sources.put(one.n(), AnswerPieces.source(one)));
    Answer.MadeBy by = answer.madeBy();
    return new AnswerPart(
        answer.answerId(),
        tone(answer.refused(), answer.partial()),
        switch (answer.end()) {
          case Answer.End.Complete() -> null;
          case Answer.End.Partial(String reason) -> reason;
          case Answer.End.Refused(String reason) -> reason;
        },
        AnswerPieces.of(answer.text(), 0, answer.marks(), sources),
        List.copyOf(sources.values()),
        answer.nearest().stream().map(AnswerPieces::nearest).toList(),
        line(by.model(), by.tier(), answer.spent().ms()),
        facts(
            by.route(),
            money(answer.spent().cost(), answer.spent().currency()),
            by.policy(),
            by.prompt()));
  }

  /** An answer of a conversation. What is not in its details is left out. */
  static AnswerPart of(Message message) {
    JsonNode details = read(message.details().orElse("{}"));
    Map<Integer, Source> sources = new LinkedHashMap<>();
    details.path("citations").forEach(one -> sources.put(one.path("n").asInt(), source(one)));
    List<Mark> marks = new ArrayList<>();
    for (JsonNode one : details.path("marks")) {
      marks.add(
          new Mark(one.path("n").asInt(), one.path("start").asInt(), one.path("end").asInt()));
    }
    List<Source> nearest = new ArrayList<>();
    details.path("nearest").forEach(one -> nearest.add(source(one)));
    JsonNode cost = details.path("cost");
    return new AnswerPart(
        message.id(),
        tone(details.path("refused").asBoolean(), details.path("partial").asBoolean()),
        details.path("reason").asText(null),
        AnswerPieces.of(message.text(), 0, marks, sources),
        List.copyOf(sources.values()),
        nearest,
        line(
            details.path("model").asText(),
            details.path("tier").asText(),
            details.path("ms").asLong()),
        facts(
            details.path("route").asText(),
            money(cost.path("amount").decimalValue(), cost.path("currency").asText()),
            details.path("policy").asText(),
            details.path("prompt").asText("")));
  }

  private static JsonNode read(String details) {
    try {
      return JSON.readTree(details);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a stored answer is not JSON", e);
    }
  }

  private static Source source(JsonNode place) {
    @Nullable Integer page = place.path("page").isInt() ? place.path("page").asInt() : null;
    return AnswerPieces.source(
        place.path("n").asInt(),
        UUID.fromString(place.path("documentId").asText()),
        AnswerPieces.titled(place.path("title").asText(), place.path("externalId").asText()),
        page,
        new AnswerPieces.Place(
            place.path("revision").asText(),
            place.path("start").asInt(),
            place.path("end").asInt()));
  }

  private static String tone(boolean refused, boolean partial) {
    return refused ? REFUSED : partial ? PARTIAL : COMPLETE;
  }

  private static String line(String model, String tier, long ms) {
    String took = Amounts.milliseconds(ms);
    return model.equals("none") || model.isEmpty() ? took : model + " on " + tier + ", " + took;
  }

  private static String money(BigDecimal amount, String currency) {
    return amount.signum() == 0 ? "nothing" : amount.toPlainString() + " " + currency;
  }

  private static List<Fact> facts(String route, String cost, String policy, String prompt) {
    List<Fact> facts = new ArrayList<>();
    facts.add(new Fact("Route", route));
    facts.add(new Fact("Cost", cost));
    facts.add(new Fact("Policy", policy));
    if (!prompt.isEmpty()) {
      facts.add(new Fact("Instructions", prompt));
    }
    return facts;
  }
}
