package dev.millrace.retrieval.rerank;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.retrieval.remote.Question;
import dev.millrace.retrieval.remote.Reply;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Asks a server for scores, reads what it sent, and believes none of it unseen. */
record RerankQuestion(RerankApi api, String model) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Of an answer besides its results. */
  private static final int BYTES_AROUND = 64 * 1024;

  private static final int BYTES_PER_RESULT = 1024;

  /** Some servers send the texts back, at worst with each UTF-16 unit as an escape. */
  private static final int BYTES_PER_UNIT = 6;

  Question<List<Double>> of(String query, List<String> texts) {
    long units = texts.stream().mapToLong(String::length).sum();
    long most = BYTES_AROUND + (long) BYTES_PER_RESULT * texts.size() + BYTES_PER_UNIT * units;
    return new Question<>(api.body(model, query, texts), most, body -> read(body, texts.size()));
  }

  private Reply<List<Double>> read(String body, int wanted) {
    JsonNode results;
    try {
      results = api.results(JSON.readTree(body));
    } catch (JsonProcessingException e) {
      // A body that was cut, or a proxy's page: the next one may be whole.
      return new Reply.Busy<>("sent something that is not JSON", Optional.empty());
    }
    if (!results.isArray() || results.size() != wanted) {
      return new Reply.Refused<>("sent " + results.size() + " results for " + wanted + " passages");
    }
    Double[] scores = new Double[wanted];
    for (JsonNode result : results) {
      JsonNode index = result.path("index");
      int at = index.isInt() ? index.intValue() : -1;
      if (at < 0 || at >= wanted || scores[at] != null) {
        return new Reply.Refused<>("sent results whose indexes are not 0 to " + (wanted - 1));
      }
      JsonNode score = result.path(api.score());
      if (!score.isNumber() || !Double.isFinite(score.doubleValue())) {
        return new Reply.Refused<>("sent a " + api.score() + " that is no number");
      }
      scores[at] = score.doubleValue();
    }
    return new Reply.Made<>(Arrays.asList(scores));
  }
}
