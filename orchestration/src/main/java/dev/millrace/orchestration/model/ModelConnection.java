package dev.millrace.orchestration.model;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.util.Optional;

/**
 * Where a model is and how it is spoken to.
 *
 * @param model the name that the provider knows it by; at Azure the deployment's name
 * @param url the API's base, http or https, with a host and without user, fragment or, except at
 *     Azure, query: {@code https://api.openai.com/v1}, {@code http://localhost:11434} (Ollama),
 *     {@code https://NAME.openai.azure.com/openai/v1} or {@code
 *     https://NAME.openai.azure.com/openai/deployments/DEPLOYMENT?api-version=VERSION} (Azure),
 *     {@code https://api.anthropic.com/v1}
 * @param apiKey sent as the provider wants it; empty for a server that asks for none, which
 *     Anthropic's never is
 */
public record ModelConnection(
    Provider provider, String model, URI url, Optional<String> apiKey, Timeouts timeouts) {
  public ModelConnection {
    requireNonNull(provider, "provider");
    requireNonNull(apiKey, "apiKey");
    requireNonNull(timeouts, "timeouts");
    if (model.isBlank()) {
      throw new IllegalArgumentException("a model connection names its model");
    }
    String scheme = url.getScheme();
    if (!"http".equalsIgnoreCase(scheme) && !"https".equalsIgnoreCase(scheme)) {
      throw new IllegalArgumentException(
          "the URL of model " + model + " begins with http:// or https://");
    }
    if (url.getHost() == null || url.getRawUserInfo() != null || url.getRawFragment() != null) {
      throw new IllegalArgumentException(
          "the URL of model "
              + model
              + " has a host, no user and no fragment; a key is set as the key");
    }
    if (url.getRawQuery() != null && provider != Provider.AZURE) {
      throw new IllegalArgumentException(
          "the URL of model " + model + " has no query; only Azure's may");
    }
    if (apiKey.isEmpty() && provider == Provider.ANTHROPIC) {
      throw new IllegalArgumentException(
          "model " + model + " is spoken to as Anthropic's, which asks for a key: set it");
    }
    if (apiKey.isPresent() && !isHeaderText(apiKey.get())) {
      throw new IllegalArgumentException(
          "the key of model " + model + " is visible ASCII characters without spaces");
    }
  }

  private static boolean isHeaderText(String key) {
    return !key.isEmpty() && key.chars().allMatch(c -> c > ' ' && c < 0x7f);
  }

  /** The provider's host and, where given, port: what messages name. */
  public String host() {
    return url.getPort() < 0 ? url.getHost() : url.getHost() + ":" + url.getPort();
  }

  /** Everything but the key. */
  @Override
  public String toString() {
    return "ModelConnection["
        + provider
        + ", "
        + model
        + ", "
        + url
        + (apiKey.isPresent() ? ", with a key, " : ", without a key, ")
        + timeouts
        + "]";
  }
}
