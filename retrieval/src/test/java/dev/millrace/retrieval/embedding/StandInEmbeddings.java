package dev.millrace.retrieval.embedding;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.retrieval.remote.StandInServer;
import dev.millrace.retrieval.remote.StandInServer.Break;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A stand-in for a server of embeddings, in OpenAI's and Ollama's form. Its vectors count words, so
 * texts that share some are near; what it is told to do wrong, it does once each.
 */
final class StandInEmbeddings implements AutoCloseable {
  /** What can go wrong with an answer. */
  enum Fault {
    NONE,
    STALL,
    HANG_UP,
    ONE_SHORT,
    WRONG_DIMENSION,
    NOT_A_NUMBER,
    ZERO,
    NOT_JSON,
    REPEATED_INDEX
  }

  /** A request as it came. */
  record Asked(String path, String authorization, String model, List<String> input) {}

  private final StandInServer server;
  private final int dimension;

  StandInEmbeddings(int dimension) {
    this.dimension = dimension;
    this.server = new StandInServer((path, body) -> vectors(path, body, Fault.NONE));
  }

  URI url(String path) {
    return server.url(path);
  }

  void next(Fault fault) {
    switch (fault) {
      case STALL, HANG_UP, NOT_JSON -> server.next(Break.valueOf(fault.name()));
      case NONE, ONE_SHORT, WRONG_DIMENSION, NOT_A_NUMBER, ZERO, REPEATED_INDEX ->
          server.next((path, body) -> vectors(path, body, fault));
    }
  }

  /** Answers the next request with a status; {@code retryAfter} may be empty. */
  void next(int status, String retryAfter, String body) {
    server.next(status, retryAfter, body);
  }

  List<Asked> asked() {
    return server.asked().stream()
        .map(
            one ->
                new Asked(
                    one.path(),
                    one.authorization(),
                    one.body().path("model").asText(),
                    input(one.body())))
        .toList();
  }

  private static List<String> input(JsonNode asked) {
    List<String> input = new ArrayList<>();
    asked.path("input").forEach(text -> input.add(text.asText()));
    return input;
  }

  private String vectors(String path, JsonNode asked, Fault fault) {
    List<String> input = input(asked);
    int count = fault == Fault.ONE_SHORT ? input.size() - 1 : input.size();
    List<String> vectors =
        IntStream.range(0, count).mapToObj(n -> vector(input.get(n), fault)).toList();
    if (path.endsWith("/api/embed")) {
      return "{\"model\":\"m\",\"embeddings\":[" + String.join(",", vectors) + "]}";
    }
    // Backwards, as the form allows.
    return IntStream.range(0, count)
        .map(n -> count - 1 - n)
        .mapToObj(
            n ->
                "{\"object\":\"embedding\",\"index\":"
                    + (fault == Fault.REPEATED_INDEX ? 0 : n)
                    + ",\"embedding\":"
                    + vectors.get(n)
                    + "}")
        .collect(Collectors.joining(",", "{\"object\":\"list\",\"data\":[", "]}"));
  }

  private String vector(String text, Fault fault) {
    int length = fault == Fault.WRONG_DIMENSION ? dimension + 1 : dimension;
    double[] counts = new double[length];
    counts[0] = fault == Fault.ZERO ? 0 : 0.01;
    if (fault != Fault.ZERO) {
      for (String word : text.toLowerCase(Locale.ROOT).split("\\W+", -1)) {
        counts[Math.floorMod(word.hashCode(), length)]++;
      }
    }
    String numbers =
        IntStream.range(0, length)
            .mapToObj(i -> Double.toString(counts[i]))
            .collect(Collectors.joining(","));
    return fault == Fault.NOT_A_NUMBER
        ? "[null" + numbers.substring(numbers.indexOf(',')) + "]"
        : "[" + numbers + "]";
  }

  @Override
  public void close() {
    server.close();
  }
}
