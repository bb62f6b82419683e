package dev.millrace.retrieval.embedding;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.retrieval.remote.Question;
import dev.millrace.retrieval.remote.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Asks for vectors, reads what a server sent, and believes none of it unseen. */
record VectorAnswer(RemoteServer.Api api, int dimension) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** A number takes 25 characters at most, as any server writes them. */
  private static final int BYTES_PER_NUMBER = 32;

  /** A reason why the answer is no good. */
  private static final class Bad extends Exception {
    private static final long serialVersionUID = 1;

    Bad(String reason) {
      super(reason);
    }
  }

  Question<List<float[]>> question(String model, List<String> texts) {
    long most = (long) (texts.size() + 1) * (dimension + 1_000L) * BYTES_PER_NUMBER;
    return new Question<>(
        Map.of("model", model, "input", texts), most, body -> read(body, texts.size()));
  }

  private Reply<List<float[]>> read(String body, int wanted) {
    try {
      List<JsonNode> items =
          switch (api) {
            case OPENAI -> inOrder(JSON.readTree(body).path("data"), wanted);
            case OLLAMA -> all(JSON.readTree(body).path("embeddings"), wanted);
          };
      List<float[]> vectors = new ArrayList<>();
      for (JsonNode item : items) {
        vectors.add(unit(item));
      }
      return new Reply.Made<>(List.copyOf(vectors));
    } catch (JsonProcessingException e) {
      // A body that was cut, or a proxy's page: the next one may be whole.
      return new Reply.Busy<>("sent something that is not JSON", Optional.empty());
    } catch (Bad e) {
      return new Reply.Refused<>(String.valueOf(e.getMessage()));
    }
  }

  private static List<JsonNode> all(JsonNode array, int wanted) throws Bad {
    if (!array.isArray() || array.size() != wanted) {
      throw new Bad("sent " + array.size() + " vectors for " + wanted + " texts");
    }
    List<JsonNode> items = new ArrayList<>();
    array.forEach(items::add);
    return items;
  }

  /** By their index: the form allows any order. */
  private static List<JsonNode> inOrder(JsonNode data, int wanted) throws Bad {
    JsonNode[] ordered = new JsonNode[wanted];
    for (JsonNode item : all(data, wanted)) {
      int index = item.path("index").asInt(-1);
      if (index < 0 || index >= wanted || ordered[index] != null) {
        throw new Bad("sent vectors whose indexes are not 0 to " + (wanted - 1));
      }
      ordered[index] = item.path("embedding");
    }
    return List.of(ordered);
  }

  private float[] unit(JsonNode numbers) throws Bad {
    if (!numbers.isArray() || numbers.size() != dimension) {
      throw new Bad("sent a vector of " + numbers.size() + " numbers instead of " + dimension);
    }
    double[] values = new double[dimension];
    double squares = 0;
    for (int i = 0; i < dimension; i++) {
      JsonNode number = numbers.get(i);
      values[i] = number.isNumber() ? number.doubleValue() : Double.NaN;
      squares += values[i] * values[i];
    }
    double length = Math.sqrt(squares);
    if (!(length > 0 && length < Double.POSITIVE_INFINITY)) {
      throw new Bad("sent a vector of length " + length);
    }
    float[] vector = new float[dimension];
    for (int i = 0; i < dimension; i++) {
      vector[i] = (float) (values[i] / length);
    }
    return vector;
  }
}
