package dev.millrace.retrieval.remote;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * A server of models and how much is asked of it.
 *
 * @param url the API's base: {@code https://api.openai.com/v1}, {@code http://localhost:11434}
 * @param path of what is asked, to follow the base
 * @param model the name that it knows the model by
 * @param apiKey sent as a bearer token; empty for a server that asks for none
 * @param pace how fast it is asked
 */
public record ModelServer(URI url, String path, String model, Optional<String> apiKey, Pace pace) {
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

  public ModelServer {
    requireNonNull(pace, "pace");
    if (!path.startsWith("/")) {
      throw new IllegalArgumentException("a path begins with /");
    }
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

  /** Where it is asked. */
  public URI endpoint() {
    String base = url.toString();
    return URI.create((base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + path);
  }

  /** Everything but the key. */
  @Override
  public String toString() {
    return "ModelServer[%s, %s, %s key, %s]"
        .formatted(endpoint(), model, apiKey.isPresent() ? "with a" : "without a", pace);
  }
}
