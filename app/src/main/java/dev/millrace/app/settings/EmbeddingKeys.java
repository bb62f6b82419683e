package dev.millrace.app.settings;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The settings of the model that passages and queries are embedded with. */
public final class EmbeddingKeys {
  /** What they begin with. */
  public static final String PREFIX = "millrace.embedding";

  private static final int MOST_DIMENSIONS = 4096;
  private static final int MOST_TEXTS = 2048;
  private static final int LEAST_TOKENS = 240;
  private static final int MOST_TOKENS = 131_072;

  private EmbeddingKeys() {}

  static List<Setting> all() {
    return List.of(
        key(
            "provider",
            new ValueKind.OneOf(List.of("local", "openai", "ollama")),
            "local",
            "Where texts are embedded: in this process, or by a server of embeddings; openai is"
                + " every compatible server's."),
        key(
            "model",
            new ValueKind.Text("a name that the server knows"),
            null,
            "What the server calls the model; must be set for a server."),
        key(
            "dimension",
            new ValueKind.Count(1, MOST_DIMENSIONS),
            null,
            "Numbers in its vectors; must be set for a server."),
        key(
            "clearance",
            new ValueKind.OneOf(List.of("public", "internal", "confidential", "restricted")),
            null,
            "The most sensitive text that may be sent to the server; must be set for one."),
        key(
            "url",
            new ValueKind.Text("an http or https URL"),
            null,
            "Base of the server's API; the provider's own unless set."),
        key("api-key", new ValueKind.Secret("the provider's key"), null, "Key for the server."),
        key(
            "query-prefix",
            new ValueKind.Text("what the model expects before a query"),
            null,
            "Put before a query with a space between; none unless set."),
        key(
            "passage-prefix",
            new ValueKind.Text("what the model expects before a passage"),
            null,
            "Put before a passage with a space between; none unless set."),
        key(
            "max-tokens",
            new ValueKind.Count(LEAST_TOKENS, MOST_TOKENS),
            "512",
            "Longest input of the server's model, in its tokens; what is longer is cut."),
        key(
            "characters-per-token",
            new ValueKind.Count(1, 8),
            "3",
            "Letters of a word that are counted as a token of the server's model; fewer is safer."),
        key("batch", new ValueKind.Count(1, MOST_TEXTS), "64", "Most texts in one request."),
        key(
            "requests-per-minute",
            new ValueKind.Count(0, 1_000_000),
            "0",
            "Most requests to the server in a minute; 0 for no limit."),
        key(
            "timeout",
            new ValueKind.Time(Duration.ofMillis(100), Duration.ofHours(1)),
            "60s",
            "Longest time of one request; what has none by then is asked again."));
  }

  private static Setting key(String name, ValueKind kind, @Nullable String standard, String what) {
    return new Setting(PREFIX + "." + name, kind, standard, what);
  }
}
