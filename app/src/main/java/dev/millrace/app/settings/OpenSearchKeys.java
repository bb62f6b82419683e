package dev.millrace.app.settings;

import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/** The settings of a cluster of OpenSearch that keeps the index. */
public final class OpenSearchKeys {
  /** Where its nodes are; the index is in the home where this is not set. */
  public static final String URL = key("url");

  /** Who Millrace is to it. */
  public static final String USER = key("user");

  /** That user's password. */
  public static final String PASSWORD = key("password");

  /** Whose signature its certificates bear. */
  public static final String CA = key("ca");

  /** How long it is waited for. */
  public static final String TIMEOUT = key("timeout");

  /** What the names of the indexes begin with. */
  public static final String INDEX_PREFIX = key("prefix");

  /** Parts of a new index. */
  public static final String SHARDS = key("shards");

  /** Copies of each part besides the first. */
  public static final String COPIES = key("copies");

  private static final int MOST_SHARDS = 64;
  private static final int MOST_COPIES = 8;
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9_-]{0,63}");

  private OpenSearchKeys() {}

  static List<Setting> all() {
    return List.of(
        new Setting(
            URL,
            new ValueKind.Text("http or https URLs of its nodes, with commas between"),
            null,
            "OpenSearch 2.19 with k-NN that keeps the index; without it Lucene does, in the home."),
        new Setting(
            USER,
            new ValueKind.Text("a user of the cluster"),
            null,
            "User of the cluster, if any."),
        new Setting(
            PASSWORD,
            new ValueKind.Secret("the password of that user"),
            null,
            "Password of that user."),
        new Setting(
            CA,
            new ValueKind.Text("the path of a PEM file"),
            null,
            "Certificates that the cluster's are signed by, if Java does not know them."),
        new Setting(
            TIMEOUT,
            new ValueKind.Time(Duration.ofMillis(100), Duration.ofMinutes(5)),
            "10s",
            "Longest time of one request to the cluster."),
        new Setting(
            INDEX_PREFIX,
            new ValueKind.Formed("small letters, digits, _ and -, 64 at most", NAME),
            "millrace",
            "What the names of the indexes begin with."),
        new Setting(
            SHARDS,
            new ValueKind.Count(1, MOST_SHARDS),
            "1",
            "Parts that a new index is divided into; from some ten million passages on more than"
                + " one."),
        new Setting(
            COPIES,
            new ValueKind.Count(0, MOST_COPIES),
            "1",
            "Copies of each part on other nodes: as many nodes may be away."));
  }

  private static String key(String name) {
    return "millrace.opensearch." + name;
  }
}
