package dev.millrace.orchestration.model;

import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.model.anthropic.AnthropicChatRequestParameters;
import dev.langchain4j.model.anthropic.AnthropicStreamingChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import java.util.Optional;

/**
 * Anthropic's messages. A seed, penalties and a JSON switch do not exist there and are left out.
 */
final class AnthropicDialect implements Dialect {
  /** Anthropic wants a limit named; this is the most that all of its models take. */
  private static final int DEFAULT_LIMIT = 4_096;

  /** Anthropic's temperatures end here. */
  private static final double HOTTEST = 1.0;

  private final ModelConnection connection;

  AnthropicDialect(ModelConnection connection) {
    this.connection = connection;
  }

  @Override
  public Optional<String> refusal(ModelRequest request) {
    boolean somebodySpeaks =
        request.messages().stream()
            .anyMatch(message -> message.role() != Role.SYSTEM && !message.text().isBlank());
    return somebodySpeaks || hasImage(request)
        ? Optional.empty()
        : Optional.of("Anthropic wants at least one message of a user");
  }

  @Override
  public StreamingChatModel client(HttpClientBuilder http) {
    return AnthropicStreamingChatModel.builder()
        .httpClientBuilder(http)
        .baseUrl(connection.url().toString())
        // A connection to Anthropic has a key: see ModelConnection.
        .apiKey(connection.apiKey().orElseThrow())
        .modelName(connection.model())
        .build();
  }

  @Override
  public ChatRequestParameters parameters(ModelRequest request) {
    Sampling sampling = request.sampling();
    Integer limit = sampling.maxOutputTokens();
    AnthropicChatRequestParameters.Builder parameters =
        AnthropicChatRequestParameters.builder()
            .stopSequences(sampling.stop())
            .maxOutputTokens(limit == null ? DEFAULT_LIMIT : limit);
    Double temperature = sampling.temperature();
    // Its newer models refuse the two together.
    if (temperature != null) {
      parameters.temperature(Math.min(HOTTEST, temperature));
    } else {
      parameters.topP(sampling.topP());
    }
    return parameters.build();
  }

  @Override
  public String streamType() {
    return "text/event-stream";
  }

  private static boolean hasImage(ModelRequest request) {
    return request.messages().stream().anyMatch(message -> !message.images().isEmpty());
  }
}
