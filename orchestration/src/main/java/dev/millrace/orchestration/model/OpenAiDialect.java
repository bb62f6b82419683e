package dev.millrace.orchestration.model;

import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.chat.request.ResponseFormat;
import dev.langchain4j.model.openai.OpenAiChatRequestParameters;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** OpenAI's chat completions, asked to send the usage in the last chunk. */
final class OpenAiDialect implements Dialect {
  private final ModelConnection connection;
  private final String baseUrl;
  private final Map<String, String> headers;
  private final boolean newTokenLimit;

  OpenAiDialect(ModelConnection connection) {
    this(
        connection,
        connection.url().toString(),
        connection.apiKey().map(key -> Map.of("Authorization", "Bearer " + key)).orElse(Map.of()),
        // OpenAI's reasoning models refuse max_tokens; many other servers know nothing else.
        connection.url().getHost().endsWith("openai.com"));
  }

  private OpenAiDialect(
      ModelConnection connection,
      String baseUrl,
      Map<String, String> headers,
      boolean newTokenLimit) {
    this.connection = connection;
    this.baseUrl = baseUrl;
    this.headers = headers;
    this.newTokenLimit = newTokenLimit;
  }

  /**
   * OpenAI's models at Azure. A URL without a path means Azure's v1 API; one with a deployment's
   * path and {@code api-version} is the older API.
   */
  static OpenAiDialect azure(ModelConnection connection) {
    URI url = connection.url();
    String base = url.getScheme() + "://" + url.getRawAuthority() + url.getRawPath();
    if (url.getRawPath().isEmpty() || url.getRawPath().equals("/")) {
      base = url.getScheme() + "://" + url.getRawAuthority() + "/openai/v1";
    }
    return new OpenAiDialect(
        connection,
        base,
        connection.apiKey().map(key -> Map.of("api-key", key)).orElse(Map.of()),
        true);
  }

  @Override
  public Optional<String> refusal(ModelRequest request) {
    return Optional.empty();
  }

  @Override
  public StreamingChatModel client(HttpClientBuilder http) {
    return OpenAiStreamingChatModel.builder()
        .httpClientBuilder(http)
        .baseUrl(baseUrl)
        .modelName(connection.model())
        .customHeaders(headers)
        .customQueryParams(query(connection.url()))
        .build();
  }

  @Override
  public ChatRequestParameters parameters(ModelRequest request) {
    Sampling sampling = request.sampling();
    OpenAiChatRequestParameters.Builder parameters =
        OpenAiChatRequestParameters.builder()
            .temperature(sampling.temperature())
            .topP(sampling.topP())
            .stopSequences(sampling.stop())
            .presencePenalty(sampling.penalties().presence())
            .frequencyPenalty(sampling.penalties().frequency())
            .seed(sampling.seed());
    if (newTokenLimit) {
      parameters.maxCompletionTokens(sampling.maxOutputTokens());
    } else {
      parameters.maxOutputTokens(sampling.maxOutputTokens());
    }
    if (sampling.format() == Sampling.Format.JSON) {
      parameters.responseFormat(ResponseFormat.JSON);
    }
    return parameters.build();
  }

  @Override
  public String streamType() {
    return "text/event-stream";
  }

  private static Map<String, String> query(URI url) {
    Map<String, String> query = new LinkedHashMap<>();
    if (url.getRawQuery() != null) {
      for (String pair : url.getRawQuery().split("&", -1)) {
        int equals = pair.indexOf('=');
        if (equals > 0 && equals < pair.length() - 1) {
          query.put(decode(pair.substring(0, equals)), decode(pair.substring(equals + 1)));
        }
      }
    }
    return query;
  }

  private static String decode(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }
}
