package dev.millrace.app.wiring;

import dev.millrace.app.StartupException;
import dev.millrace.app.settings.Settings;
import dev.millrace.retrieval.corpus.Clearance;
import dev.millrace.retrieval.corpus.EmbeddingSpace;
import dev.millrace.retrieval.corpus.Sensitivity;
import dev.millrace.retrieval.embedding.EmbeddingModel;
import dev.millrace.retrieval.embedding.RemoteModel;
import dev.millrace.retrieval.embedding.RemoteServer;
import dev.millrace.retrieval.remote.ModelServer;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;

/**
 * Reads from the settings which model embeds.
 *
 * @param prefix of the keys, without the last dot
 */
record ConfiguredEmbedding(Settings settings, String prefix) {
  private static final String LOCAL = "local";

  /**
   * The server's model; empty for the one that ships.
   *
   * @throws StartupException naming the setting that is missing or contradicts another
   */
  Optional<EmbeddingModel> remote() {
    String provider = required("provider");
    if (provider.equals(LOCAL)) {
      return Optional.empty();
    }
    RemoteServer.Api api = RemoteServer.Api.valueOf(provider.toUpperCase(Locale.ROOT));
    String model = required("model");
    int dimension = Integer.parseInt(required("dimension"));
    Clearance clearance = new Clearance(Sensitivity.of(required("clearance")));
    String passages = spaced("passage-prefix");
    try {
      return Optional.of(
          new EmbeddingModel.Remote(
              new RemoteModel(
                  server(api, model),
                  new EmbeddingSpace(
                      RemoteModel.spaceName(model, passages), dimension, spaced("query-prefix")),
                  passages,
                  settings.count(key("characters-per-token")),
                  settings.count(key("max-tokens")),
                  clearance)));
    } catch (IllegalArgumentException e) {
      throw new StartupException(
          "The embedding model " + model + " cannot be used: " + e.getMessage() + ".",
          "Correct " + prefix + ".….",
          e);
    }
  }

  private RemoteServer server(RemoteServer.Api api, String model) {
    return new RemoteServer(
        api,
        settings.text(key("url")).map(URI::create).orElse(api.usual()),
        model,
        settings.text(key("api-key")),
        new ModelServer.Pace(
            settings.count(key("batch")),
            settings.count(key("requests-per-minute")),
            settings.duration(key("timeout"))));
  }

  /** Settings lose the blank at their end, which every known prefix has. */
  private String spaced(String name) {
    return settings.text(key(name)).map(text -> text + " ").orElse("");
  }

  private String required(String name) {
    return settings
        .text(key(name))
        .orElseThrow(
            () ->
                new StartupException(
                    key(name) + " is not set, and a server of embeddings needs it.",
                    "Set it; ./millrace serve --help says what it takes."));
  }

  private String key(String name) {
    return prefix + "." + name;
  }
}
