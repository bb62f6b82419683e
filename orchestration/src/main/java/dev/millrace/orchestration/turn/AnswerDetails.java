package dev.millrace.orchestration.turn;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.retrieval.search.Evidence;

/** An answer without its text, as it is kept. The form is that of the API's answers. */
final class AnswerDetails {
  private static final ObjectMapper JSON = new ObjectMapper();

  private AnswerDetails() {}

  static String json(Answer answer) {
    ObjectNode json = JSON.createObjectNode();
    json.put("refused", answer.refused());
    json.put("partial", answer.partial());
    json.put("reason", reason(answer.end()));
    ArrayNode citations = json.putArray("citations");
    answer.citations().forEach(citation -> citations.add(citation(citation)));
    ArrayNode marks = json.putArray("marks");
    for (Mark mark : answer.marks()) {
      marks.addObject().put("n", mark.n()).put("start", mark.start()).put("end", mark.end());
    }
    ArrayNode nearest = json.putArray("nearest");
    answer.nearest().forEach(one -> nearest.add(evidence(one, one.start(), one.end())));
    Answer.MadeBy madeBy = answer.madeBy();
    json.put("model", madeBy.model());
    json.put("tier", madeBy.tier());
    json.put("route", madeBy.route());
    json.put("prompt", madeBy.prompt());
    json.put("policy", madeBy.policy());
    json.putObject("cost")
        .put("amount", answer.spent().cost())
        .put("currency", answer.spent().currency());
    json.put("ms", answer.spent().ms());
    return json.toString();
  }

  private static @org.jspecify.annotations.Nullable String reason(Answer.End end) {
    return switch (end) {
      case Answer.End.Complete() -> null;
      case Answer.End.Partial(String reason) -> reason;
      case Answer.End.Refused(String reason) -> reason;
    };
  }

  private static ObjectNode citation(Citation citation) {
    ObjectNode json = JSON.createObjectNode().put("n", citation.n());
    json.setAll(evidence(citation.passage(), citation.start(), citation.end()));
    return json.put("text", citation.text());
  }

  private static ObjectNode evidence(Evidence evidence, int start, int end) {
    ObjectNode json =
        JSON.createObjectNode()
            .put("documentId", evidence.documentId().toString())
            .put("externalId", evidence.externalId())
            .put("uri", evidence.uri())
            .put("title", evidence.title())
            .put("revision", evidence.revision().hash())
            .put("passageId", evidence.passageId().toString());
    if (evidence.page() == null) {
      json.putNull("page");
    } else {
      json.put("page", evidence.page());
    }
    return json.put("start", start).put("end", end).put("score", evidence.score());
  }
}
