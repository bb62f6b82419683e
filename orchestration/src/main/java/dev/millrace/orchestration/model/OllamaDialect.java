package dev.millrace.orchestration.model;

import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.chat.request.ResponseFormat;
import dev.langchain4j.model.ollama.OllamaChatRequestParameters;
import dev.langchain4j.model.ollama.OllamaStreamingChatModel;
import java.util.Map;
import java.util.Optional;

/**
 * Ollama's own API, since its OpenAI-compatible one can't set the context's length. Penalties are
 * left out: LangChain4j refuses them for Ollama.
 */
final class OllamaDialect implements Dialect {
  /**
   * Ollama cuts a prompt that is longer than the context, without a word, and its default is too
   * short for evidence. Another length makes it load the model again, so there are few of them:
   * powers of two between these.
   */
  private static final int SHORTEST_CONTEXT = 8_192;

  private static final int LONGEST_CONTEXT = 131_072;

  /** Tokens kept free for an answer whose length is not limited. */
  private static final int ROOM_FOR_ANSWER = 2_048;

  private final ModelConnection connection;

  OllamaDialect(ModelConnection connection) {
    this.connection = connection;
  }

  @Override
  public Optional<String> refusal(ModelRequest request) {
    // LangChain4j would fetch the picture itself, from inside our network.
    boolean remote =
        request.messages().stream()
            .flatMap(message -> message.images().stream())
            .anyMatch(Image.Remote.class::isInstance);
    return remote
        ? Optional.of("Ollama takes no image by its URL; send it as a data URL")
        : Optional.empty();
  }

  @Override
  public StreamingChatModel client(HttpClientBuilder http) {
    return OllamaStreamingChatModel.builder()
        .httpClientBuilder(http)
        .baseUrl(connection.url().toString())
        .modelName(connection.model())
        .customHeaders(
            connection
                .apiKey()
                .map(key -> Map.of("Authorization", "Bearer " + key))
                .orElse(Map.of()))
        .build();
  }

  @Override
  public ChatRequestParameters parameters(ModelRequest request) {
    Sampling sampling = request.sampling();
    OllamaChatRequestParameters.Builder parameters =
        OllamaChatRequestParameters.builder()
            .temperature(sampling.temperature())
            .topP(sampling.topP())
            .stopSequences(sampling.stop())
            .maxOutputTokens(sampling.maxOutputTokens())
            .seed(sampling.seed())
            .numCtx(contextLength(request));
    if (sampling.format() == Sampling.Format.JSON) {
      parameters.responseFormat(ResponseFormat.JSON);
    }
    return parameters.build();
  }

  @Override
  public String streamType() {
    return "application/x-ndjson";
  }

  private static int contextLength(ModelRequest request) {
    Integer limit = request.sampling().maxOutputTokens();
    long answer = limit == null ? ROOM_FOR_ANSWER : limit;
    // A quarter more than estimated: names, numbers and other languages have shorter tokens.
    long wanted = TokenEstimate.of(request) * 5L / 4 + answer;
    int context = SHORTEST_CONTEXT;
    while (context < wanted && context < LONGEST_CONTEXT) {
      context *= 2;
    }
    return context;
  }
}
