package dev.millrace.ingestion.connector.web;

import dev.millrace.ingestion.connector.Addresses;
import dev.millrace.ingestion.connector.Connector;
import dev.millrace.ingestion.connector.ConnectorType;
import dev.millrace.ingestion.connector.Globs;
import dev.millrace.ingestion.connector.SettingSpec;
import dev.millrace.ingestion.connector.SourceKind;
import dev.millrace.ingestion.connector.SourceSettings;
import java.net.InetAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Web sites, from a start page or a sitemap on. */
public final class WebType implements ConnectorType {
  private static final Pattern AGENT = Pattern.compile("[A-Za-z_-][ -~]{0,199}");
  private static final Pattern HEADER = Pattern.compile("([A-Za-z0-9!#$%&'*+.^_`|~-]+):(.*)");

  /** Headers that are the connection's business. */
  private static final Set<String> OWN =
      Set.of(
          "host",
          "connection",
          "content-length",
          "transfer-encoding",
          "te",
          "upgrade",
          "expect",
          "accept-encoding",
          "range",
          "if-none-match",
          "if-modified-since");

  private static final int MEGABYTE = 1 << 20;

  private final Addresses addresses;
  private final CheckedNames.Lookup lookup;
  private final InstantSource clock;

  /**
   * Sites at such addresses.
   *
   * @param addresses {@link Addresses#PUBLIC}, unless whoever runs the server lets its sources read
   *     the company's own sites
   */
  public WebType(Addresses addresses) {
    this(addresses, InetAddress::getAllByName, InstantSource.system());
  }

  WebType(Addresses addresses, CheckedNames.Lookup lookup, InstantSource clock) {
    this.addresses = addresses;
    this.lookup = lookup;
    this.clock = clock;
  }

  @Override
  public SourceKind kind() {
    return SourceKind.WEB;
  }

  @Override
  public List<SettingSpec> settings() {
    return List.of(
        SettingSpec.required(
            "url", "start pages or sitemaps, with commas between: https://example.com/docs/"),
        SettingSpec.withDefault(
            "sitemap", "auto: sitemaps and links; only: what sitemaps list; none: links", "auto"),
        SettingSpec.withDefault("maxPages", "the most pages that are asked for", "1000"),
        SettingSpec.withDefault("maxDepth", "the most links between a start and a page", "3"),
        SettingSpec.optional(
            "include", "patterns of addresses, one has to fit: https://example.com/docs/**, *.pdf"),
        SettingSpec.optional("exclude", "patterns of addresses that are left out"),
        SettingSpec.withDefault("sameHost", "whether only the starts' hosts are read", "true"),
        SettingSpec.withDefault(
            "delayMillis", "between two requests to a host; robots.txt may ask for more", "500"),
        SettingSpec.withDefault(
            "lastmodHours",
            "how long a page isn't asked for whose sitemap says that it is as it was; 0 for never",
            "24"),
        SettingSpec.withDefault("maxPageMegabytes", "the largest page of text", "10"),
        SettingSpec.withDefault("maxFileMegabytes", "the largest PDF or Office file", "50"),
        SettingSpec.withDefault(
            "userAgent",
            "what the server calls itself; robots.txt goes by its first word",
            "Millrace"),
        SettingSpec.secret(
            "authorization", "the header Authorization for the starts' sites: Bearer …, Basic …"),
        SettingSpec.secret(
            "headers", "further headers for the starts' sites, \"Name: value\", a line each"));
  }

  @Override
  public Connector open(SourceSettings settings) {
    List<PageUrl> starts =
        settings.list("url").stream().map(text -> start(settings, text)).distinct().toList();
    if (starts.isEmpty()) {
      throw settings.wrong("url", "names no page");
    }
    Scope scope =
        new Scope(
            starts,
            settings.flag("sameHost"),
            globs(settings, "include"),
            globs(settings, "exclude"));
    Limits limits =
        new Limits(
            (int) settings.number("maxPages", 1, 50_000),
            (int) settings.number("maxDepth", 0, 50),
            settings.number("maxPageMegabytes", 1, 100) * MEGABYTE,
            settings.number("maxFileMegabytes", 1, 1_000) * MEGABYTE);
    String agent = settings.text("userAgent");
    if (!AGENT.matcher(agent).matches()) {
      throw settings.wrong(
          "userAgent", "begins with a letter and has at most 200 ASCII characters");
    }
    Manners manners =
        new Manners(
            agent,
            Duration.ofMillis(settings.number("delayMillis", 0, 60_000)),
            credentials(settings),
            starts.stream().map(PageUrl::origin).collect(Collectors.toSet()));
    Site.Sitemaps sitemaps =
        new Site.Sitemaps(
            use(settings), Duration.ofHours(settings.number("lastmodHours", 0, 24 * 365)));
    Browser browser = new Browser(manners, new CheckedNames(addresses, lookup));
    return new WebConnector(new Site(scope, limits, sitemaps, manners, browser), clock);
  }

  private static PageUrl start(SourceSettings settings, String text) {
    if (text.matches("(?i)[a-z]+:/*[^/?#]*@.*")) {
      throw settings.wrong("url", "must not name a user: a login goes into authorization");
    }
    return PageUrl.of(text)
        .orElseThrow(
            () ->
                settings.wrong(
                    "url", "is an address like https://example.com/docs/, not \"" + text + "\""));
  }

  private static Site.Use use(SourceSettings settings) {
    String text = settings.text("sitemap");
    return switch (text) {
      case "auto" -> Site.Use.AUTO;
      case "only" -> Site.Use.ONLY;
      case "none" -> Site.Use.NONE;
      default -> throw settings.wrong("sitemap", "is auto, only or none, not \"" + text + "\"");
    };
  }

  private static Globs globs(SourceSettings settings, String name) {
    try {
      return Globs.of(settings.list(name));
    } catch (IllegalArgumentException e) {
      throw settings.wrong(name, "can't be: " + e.getMessage());
    }
  }

  private static Map<String, String> credentials(SourceSettings settings) {
    Map<String, String> headers = new LinkedHashMap<>();
    settings.find("headers").stream()
        .flatMap(String::lines)
        .filter(line -> !line.isBlank())
        .forEach(
            line -> {
              java.util.regex.Matcher header = HEADER.matcher(line.strip());
              // What it says is a secret.
              if (!header.matches() || OWN.contains(lower(header.group(1)))) {
                throw settings.wrong(
                    "headers",
                    "has a line that is no \"Name: value\", or a name that can't be set");
              }
              headers.put(header.group(1), header.group(2).strip());
            });
    settings
        .find("authorization")
        .ifPresent(
            value -> {
              if (value.chars().anyMatch(Character::isISOControl)) {
                throw settings.wrong("authorization", "is a single line");
              }
              headers.put("Authorization", value);
            });
    return headers;
  }

  private static String lower(String name) {
    return name.toLowerCase(java.util.Locale.ROOT);
  }
}
