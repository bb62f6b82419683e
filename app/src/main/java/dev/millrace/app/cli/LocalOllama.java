package dev.millrace.app.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * An Ollama on this machine. It is offered and never used unasked: whose models these are, and what
 * they may read, is for the one who runs the server to say.
 *
 * @param models that it has, as it names them
 */
record LocalOllama(URI url, List<String> models) {
  private static final String USUAL = "127.0.0.1:11434";

  /** A server on this machine answers in a few milliseconds, or is not there. */
  private static final Duration PATIENCE = Duration.ofMillis(500);

  LocalOllama {
    models = List.copyOf(models);
  }

  /** Looks for one where Ollama's own variable says, if that is on this machine; 0.5 s at most. */
  static LocalOllama find(Surroundings surroundings) {
    String variable = surroundings.variable("OLLAMA_HOST");
    URI url = url(variable.isEmpty() ? USUAL : variable);
    return new LocalOllama(url, models(url));
  }

  private static URI url(String host) {
    String address = host.contains("://") ? host : "http://" + host;
    try {
      URI url = URI.create(address);
      boolean here =
          url.getHost() != null && url.getHost().matches("localhost|127\\.[0-9.]+|\\[::1]");
      return here && url.getPort() > 0 ? url : URI.create("http://" + USUAL);
    } catch (IllegalArgumentException e) {
      return URI.create("http://" + USUAL);
    }
  }

  private static List<String> models(URI url) {
    HttpRequest request =
        HttpRequest.newBuilder(url.resolve("/api/tags")).timeout(PATIENCE).GET().build();
    try (HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
      HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
      List<String> names = new ArrayList<>();
      if (response.statusCode() == 200) {
        Json.tree(response.body())
            .path("models")
            .forEach(model -> names.add(model.path("name").asText()));
      }
      names.removeIf(String::isBlank);
      return names;
    } catch (JsonProcessingException e) {
      // Something else listens there.
      return List.of();
    } catch (IOException e) {
      return List.of();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return List.of();
    }
  }

  /** The offer, as lines to print; none if there is nothing to offer. */
  List<String> offer() {
    if (models.isEmpty()) {
      return List.of();
    }
    return List.of(
        "An Ollama with " + String.join(", ", models) + " runs here. To let it write answers, put",
        "  millrace.tiers.local: {hardware: cpu, clearance: restricted}",
        "  millrace.models.local: {tier: local, provider: ollama, url: \""
            + url
            + "\", model: \""
            + models.getFirst()
            + "\"}",
        "into millrace.yml in the home and start again. It is not used otherwise.");
  }
}
