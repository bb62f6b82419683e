package dev.millrace.app.settings;

import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Every setting of Millrace. */
public final class KnownSettings {
  private static final long KB = 1L << 10;
  private static final long MB = 1L << 20;
  private static final long GB = 1L << 30;

  /** Where everything that this process keeps is. */
  public static final String HOME = "millrace.home";

  /** The address of an external database. */
  public static final String DB_URL = "millrace.db-url";

  /** The external database's user. */
  public static final String DB_USER = "millrace.db-user";

  /** The external database's password. */
  public static final String DB_PASSWORD = "millrace.db-password";

  /** The model that makes follow-up questions stand alone. */
  public static final String REWRITER = FleetKeys.REWRITER;

  /** What prices and costs are in. */
  public static final String CURRENCY = "millrace.currency";

  /** How long passages are wanted. */
  public static final String PASSAGE_TOKENS = "millrace.ingestion.passage-tokens";

  /** How much of a passage may repeat the one before it. */
  public static final String PASSAGE_OVERLAP = "millrace.ingestion.passage-overlap";

  /** How much of the time building an index beside the live one may embed. */
  public static final String BUILD_SHARE = "millrace.index.build-share";

  /** How long replaced texts are kept for citations of them. */
  public static final String OLD_REVISIONS = "millrace.old-revisions";

  /** What the configured embedding model costs. */
  public static final String EMBEDDING_PRICE = "millrace.embedding.price";

  /** The most connections at a time. */
  public static final String DB_POOL_SIZE = "millrace.db-pool-size";

  /** What the secrets of sources are encrypted with. */
  public static final String SECRET_KEY = "millrace.ingestion.secret-key";

  /** Of AES-256. */
  private static final int SECRET_KEY_BYTES = 32;

  private static final Pattern OCR_LANGUAGES =
      Pattern.compile("[A-Za-z][A-Za-z_/]*(\\+[A-Za-z][A-Za-z_/]*)*");

  private static final List<Setting> SINGLE =
      List.of(
          new Setting(
              HOME,
              new ValueKind.Text("the path of a folder"),
              "./data",
              "Folder with everything that is kept; relative to the current one."),
          new Setting(
              "millrace.host",
              new ValueKind.Text("a host name or address"),
              "127.0.0.1",
              "Address to listen on; 0.0.0.0 for every network."),
          new Setting(
              "millrace.port",
              new ValueKind.Count(0, 65_535),
              "8080",
              "TCP port to listen on; 0 takes a free one."),
          new Setting(
              "millrace.admin-key",
              new ValueKind.Secret("a secret of 16 characters or more"),
              null,
              "The first admin key; without it one is made and kept in the home."),
          new Setting(
              DB_URL,
              new ValueKind.Secret("postgres://user:password@host:5432/database"),
              null,
              "An external PostgreSQL from version 15 on; without it one is run in the home."),
          new Setting(
              DB_USER,
              new ValueKind.Text("a role of the database"),
              null,
              "The external database's user, if the URL names none."),
          new Setting(
              DB_PASSWORD,
              new ValueKind.Secret("the password of that role"),
              null,
              "The external database's password, if the URL has none."),
          new Setting(
              DB_POOL_SIZE,
              new ValueKind.Count(4, 30),
              "16",
              "Most connections to the database at a time."),
          new Setting(
              "millrace.http.max-request-size",
              new ValueKind.Size(KB, GB),
              "10MB",
              "Largest JSON body; uploaded files have a limit of their own."),
          new Setting(
              "millrace.http.keep-alive",
              new ValueKind.Time(Duration.ofMillis(100), Duration.ofMinutes(5)),
              "10s",
              "How often a stream says that it lives; shorter than proxies' idle timeouts."),
          new Setting(
              "millrace.ingestion.max-file-size",
              new ValueKind.Size(KB, 2 * GB - MB),
              "100MB",
              "Largest file that is parsed; a larger one fails."),
          new Setting(
              "millrace.ingestion.parse-timeout",
              new ValueKind.Time(Duration.ofMillis(100), Duration.ofHours(1)),
              "60s",
              "Longest time that parsing one file may take; then it has failed."),
          new Setting(
              "millrace.ingestion.web-addresses",
              new ValueKind.OneOf(List.of("public", "company")),
              "public",
              "Where web sources may go: the public internet only, or the company's own sites too."),
          new Setting(
              "millrace.ingestion.parsers",
              new ValueKind.Count(1, 64),
              "2",
              "Most processes that parse files at a time; idle ones end after a minute."),
          new Setting(
              "millrace.ingestion.parser-memory",
              new ValueKind.Size(64 * MB, 64 * GB),
              "512MB",
              "Largest heap of a process that parses; a file that needs more fails."),
          new Setting(
              SECRET_KEY,
              new ValueKind.SecretBytes(SECRET_KEY_BYTES),
              null,
              "What passwords of sources are encrypted with, the same on all nodes of a database;"
                  + " without it one is made and kept in the home."),
          new Setting(
              "millrace.ingestion.ocr",
              new ValueKind.OneOf(List.of("auto", "off")),
              "auto",
              "Whether pictures and scans are read, where Tesseract is installed."),
          new Setting(
              "millrace.ingestion.ocr-languages",
              new ValueKind.Formed(
                  "names of Tesseract's languages, like eng or deu+eng", OCR_LANGUAGES),
              "eng",
              "Languages of pictures and scans."),
          new Setting(
              PASSAGE_TOKENS,
              new ValueKind.Count(16, 8_192),
              "220",
              "How long passages are wanted, in tokens of the embedding model. A change asks for"
                  + " ./millrace index rebuild."),
          new Setting(
              PASSAGE_OVERLAP,
              new ValueKind.Count(0, 4_096),
              "0",
              "Tokens that a passage may repeat from the one before it, at most half of it."),
          new Setting(
              BUILD_SHARE,
              new ValueKind.Count(1, 100),
              "50",
              "Percent of the time that building an index beside the live one embeds; the rest is"
                  + " left to searches and new documents."),
          new Setting(
              OLD_REVISIONS,
              new ValueKind.Time(Duration.ZERO, Duration.ofDays(3650)),
              "30d",
              "How long a document's old text is kept for citations of it once the text has changed;"
                  + " 0s for not at all. A deleted document's goes at once."),
          new Setting(
              EMBEDDING_PRICE,
              new ValueKind.Amount(),
              "0",
              "Price of a million tokens of the embedding model, for forecasts."));

  private static final List<Setting> ALL =
      Stream.of(
              SINGLE,
              EmbeddingKeys.all(),
              RerankerKeys.all(),
              OpenSearchKeys.all(),
              FleetKeys.all())
          .flatMap(List::stream)
          .toList();

  /** What the commands and the launcher read from the environment and the server doesn't. */
  private static final Map<String, String> CLIENT_VARIABLES = clientVariables();

  private KnownSettings() {}

  private static Map<String, String> clientVariables() {
    Map<String, String> variables = new LinkedHashMap<>();
    variables.put("MILLRACE_SERVER", "URL of the server that commands talk to.");
    variables.put("MILLRACE_KEY", "Key that commands use.");
    variables.put("MILLRACE_XMX", "Largest heap of the JVM, like 512m.");
    return variables;
  }

  /** All, in the order in which documentation shows them. */
  public static List<Setting> all() {
    return ALL;
  }

  /** Name and description of the variables that are for commands and the launcher alone. */
  public static Map<String, String> commandVariables() {
    return CLIENT_VARIABLES;
  }

  /** The setting of this name. */
  static Optional<Setting> named(String key) {
    return ALL.stream().filter(setting -> setting.named(key)).findFirst();
  }

  /** The known key that is spelled most like this one, which may lack the prefix. */
  static String nearestKey(String key) {
    String bare = withoutPrefix(key);
    return ALL.stream()
        .map(Setting::key)
        .min(Comparator.comparingInt(known -> distance(bare, withoutPrefix(known))))
        .orElseThrow();
  }

  /** The known variable that is spelled most like this one. */
  static String nearestVariable(String name) {
    return variables().min(Comparator.comparingInt(known -> distance(name, known))).orElseThrow();
  }

  /** The names of all variables that mean something. */
  static Stream<String> variables() {
    return Stream.concat(ALL.stream().map(Setting::variable), CLIENT_VARIABLES.keySet().stream());
  }

  private static String withoutPrefix(String key) {
    return key.startsWith(Setting.PREFIX) ? key.substring(Setting.PREFIX.length()) : key;
  }

  /** Levenshtein's distance: characters to insert, delete or replace. */
  static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[b.length()];
  }
}
