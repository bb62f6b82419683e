package dev.millrace.orchestration.model;

/** Opens models by their connections. */
public final class ChatModels {
  private ChatModels() {}

  /**
   * Opens a model. Nothing is sent until the first call, so a server that is down is a failed call,
   * not a failed start.
   */
  public static ChatModel open(ModelConnection connection) {
    return new StreamedModel(
        connection,
        switch (connection.provider()) {
          case OPENAI -> new OpenAiDialect(connection);
          case AZURE -> OpenAiDialect.azure(connection);
          case OLLAMA -> new OllamaDialect(connection);
          case ANTHROPIC -> new AnthropicDialect(connection);
        });
  }
}
