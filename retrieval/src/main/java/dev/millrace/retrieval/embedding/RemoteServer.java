package dev.millrace.retrieval.embedding;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * A server of embeddings and how much is asked of it.
 *
 * @param api what it speaks
 * @param url the API's base: {@code https://api.openai.com/v1}, {@code http://localhost:11434}
 * @param model the name that it knows the model by
 * @param apiKey sent as a bearer token; empty for a server that asks for none
 * @param pace how fast it is asked
 */
public record RemoteServer(Api api, URI url, String model, Optional<String> apiKey, Pace pace) {
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

  /**
   * How fast it is asked.
   *
   * @param texts most in a request
   * @param requestsPerMinute 0 for as many as there are
   * @param timeout longest time of one request
   */
  public record Pace(int texts, int requestsPerMinute, Duration timeout) {
    public Pace {
      if (texts < 1 || requestsPerMinute < 0 || timeout.isNegative() || timeout.isZero()) {
        throw new IllegalArgumentException("a pace has a text or more and a time to wait");
      }
    }
  }

  public RemoteServer {
    requireNonNull(api, "api");
    requireNonNull(pace, "pace");
    if (model.isBlank()) {
      throw new IllegalArgumentException("the model has no name");
    }
    String scheme = url.getScheme();
    if (!"http".equalsIgnoreCase(scheme) && !"https".equalsIgnoreCase(scheme)) {
      throw new IllegalArgumentException("its URL begins with http:// or https://");
    }
    if (url.getHost() == null
        || url.getRawUserInfo() != null
        || url.getRawQuery() != null
        || url.getRawFragment() != null) {
      throw new IllegalArgumentException(
          "its URL has a host and neither user, query nor fragment; a key is set as the key");
    }
    if (apiKey.isPresent() && !apiKey.get().chars().allMatch(c -> c > ' ' && c < 0x7f)) {
      throw new IllegalArgumentException("its key is visible ASCII characters without spaces");
    }
  }

  /** Where embeddings are asked for. */
  URI endpoint() {
    String base = url.toString();
    return URI.create(
        (base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + api.path);
  }

  /** Everything but the key. */
  @Override
  public String toString() {
    return "RemoteServer[%s, %s, %s, %s key, %s]"
        .formatted(api, url, model, apiKey.isPresent() ? "with a" : "without a", pace);
  }
}
