package dev.millrace.retrieval.embedding;

import static java.util.Objects.requireNonNull;

import dev.millrace.retrieval.remote.ModelServer;
import java.net.URI;
import java.util.Optional;

/**
 * A server of embeddings.
 *
 * @param api what it speaks
 * @param asked where, and how much is asked of it
 */
public record RemoteServer(Api api, ModelServer asked) {
  /** The two forms in which embeddings are asked for. */
  public enum Api {
    /** {@code POST …/embeddings}, which every compatible server has. */
    OPENAI("https://api.openai.com/v1", "/embeddings"),

    /** {@code POST …/api/embed}. */
    OLLAMA("http://localhost:11434", "/api/embed");

    private final URI usual;
    private final String path;

    Api(String usual, String path) {
      this.usual = URI.create(usual);
      this.path = path;
    }

    /** Where the provider itself, or the program as it is installed, is found. */
    public URI usual() {
      return usual;
    }
  }

  public RemoteServer {
    requireNonNull(api, "api");
    requireNonNull(asked, "asked");
  }

  /**
   * The server at that URL.
   *
   * @param url as in {@link ModelServer}, which checks the rest as well
   */
  public RemoteServer(
      Api api, URI url, String model, Optional<String> apiKey, ModelServer.Pace pace) {
    this(api, new ModelServer(url, api.path, model, apiKey, pace));
  }
}
