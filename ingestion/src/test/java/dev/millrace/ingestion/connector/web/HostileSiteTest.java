package dev.millrace.ingestion.connector.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import dev.millrace.ingestion.connector.Addresses;
import dev.millrace.ingestion.connector.Connector;
import dev.millrace.ingestion.connector.Item;
import dev.millrace.ingestion.connector.Mirror;
import dev.millrace.ingestion.connector.Unusable;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sites that want in where they must not, or never end. */
class HostileSiteTest {
  private TestSite site;

  @BeforeEach
  void open() throws IOException {
    site = new TestSite();
  }

  @AfterEach
  void close() {
    site.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://169.254.169.254/latest/meta-data/",
        "http://[::ffff:169.254.169.254]/",
        "http://[fe80::1]/",
        "http://2852039166/",
        "http://0/"
      })
  void aRedirectDoesNotLeadToTheMachinesCloud(String inner) {
    site.links("/", "/out");
    site.moved("/out", inner);
    Mirror mirror = new Mirror();
    try (Connector connector = site.open("sameHost", "false")) {
      mirror.follow(connector);
    }

    assertThat(mirror.items()).containsOnlyKeys(site.url("/"));
    assertThat(mirror.unusable())
        .isNotEmpty()
        .allMatch(Unusable::failed)
        .anySatisfy(one -> assertThat(one.reason()).contains("is not connected to"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "localhost", "inner.example", "[::1]", "127.1"})
  void privateAddressesAreRefusedByNumberAndByName(String host) {
    site.links("/", "/a");
    WebType type =
        new WebType(
            Addresses.PUBLIC,
            name ->
                name.equals("inner.example")
                    ? new InetAddress[] {InetAddress.getLoopbackAddress()}
                    : InetAddress.getAllByName(name),
            InstantSource.system());

    assertThatThrownBy(
            () -> {
              try (Connector connector =
                  site.open(type, "url", "http://" + host + ":" + site.port() + "/")) {
                new Mirror().follow(connector);
              }
            })
        .hasMessageContaining("is not connected to");
    assertThat(site.asked).isEmpty();
  }

  @Test
  void aNameThatLeadsElsewhereTheSecondTimeIsRefusedThen() throws IOException {
    site.links("/", "/a", "/b");
    for (String page : List.of("/", "/a", "/b")) {
      site.html(page, "<a href=/a>a</a><a href=/b>b</a>", "Connection", "close");
    }
    List<String> lookups = new ArrayList<>();
    WebType type =
        new WebType(
            Addresses.COMPANY,
            name -> {
              lookups.add(name);
              // robots.txt, the start, the guess at a sitemap, and then the attack.
              return lookups.size() <= 3
                  ? new InetAddress[] {InetAddress.getLoopbackAddress()}
                  : new InetAddress[] {InetAddress.getByName("169.254.169.254")};
            },
            InstantSource.system());
    site.put("/robots.txt", exchange -> closing(exchange, 404));
    site.put("/sitemap.xml", exchange -> closing(exchange, 404));
    Mirror mirror = new Mirror();
    String start = "http://rebound.example:" + site.port() + "/";
    try (Connector connector = site.open(type, "url", start)) {
      mirror.follow(connector);
    }

    assertThat(mirror.items()).containsOnlyKeys(start);
    assertThat(mirror.unusable())
        .hasSize(2)
        .allMatch(one -> one.reason().contains("169.254.169.254"));
    // Each connection goes to the addresses of the one look-up that was checked for it.
    assertThat(lookups).hasSize(5);
    assertThat(site.asked).containsExactly("/");
  }

  private static void closing(HttpExchange exchange, int status) throws IOException {
    exchange.getResponseHeaders().set("Connection", "close");
    exchange.sendResponseHeaders(status, -1);
  }

  @Test
  void circlesAndEndlessRedirectsEnd() {
    site.links("/", "/circle", "/chain/0", "/nowhere");
    site.moved("/circle", "/circle2");
    site.moved("/circle2", "/circle");
    for (int n = 0; n < 40; n++) {
      site.moved("/chain/" + n, "/chain/" + (n + 1));
    }
    site.moved("/nowhere", "javascript:alert(1)");
    Mirror mirror = follow();

    assertThat(mirror.items()).hasSize(1);
    assertThat(mirror.unusable())
        .extracting(Unusable::reason)
        .anyMatch(reason -> reason.contains("circle"))
        .anyMatch(reason -> reason.contains("more than 10 times"))
        .anyMatch(reason -> reason.contains("no address"));
    assertThat(site.asked).hasSizeLessThan(20);
  }

  @Test
  void whatIsTooLargeIsLeftWhetherItSaysSoOrNot() throws IOException {
    byte[] bomb = bomb();
    site.links("/", "/endless", "/bomb", "/declared", "/endless.pdf", "/fine");
    site.put("/endless", exchange -> endless(exchange, "text/html"));
    site.put("/endless.pdf", exchange -> endless(exchange, "application/pdf"));
    site.put(
        "/bomb",
        exchange -> {
          exchange.getResponseHeaders().set("Content-Type", "text/html");
          exchange.getResponseHeaders().set("Content-Encoding", "gzip");
          exchange.sendResponseHeaders(200, bomb.length);
          exchange.getResponseBody().write(bomb);
        });
    site.put(
        "/declared",
        exchange -> {
          exchange.getResponseHeaders().set("Content-Type", "application/pdf");
          exchange.sendResponseHeaders(200, 2L << 30);
          exchange.getResponseBody().write(1);
          exchange.getResponseBody().flush();
        });
    site.text("/fine", "fine");
    Mirror mirror = new Mirror();
    try (Connector connector = site.open("maxPageMegabytes", "1", "maxFileMegabytes", "2")) {
      mirror.follow(connector);

      assertThat(mirror.items().keySet())
          .containsExactly(site.url("/"), site.url("/endless.pdf"), site.url("/fine"));
      assertThat(mirror.unusable())
          .hasSize(3)
          .allMatch(one -> one.reason().contains("is larger than"));
      Item pdf = Objects.requireNonNull(mirror.items().get(site.url("/endless.pdf")));
      assertThat(pdf.version()).isNull();
      assertThat(Mirror.text(connector, pdf)).contains("(refused: ").contains("larger than 2 MB");
    }
  }

  private static void endless(HttpExchange exchange, String type) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.sendResponseHeaders(200, 0);
    byte[] piece = "<a href=/x>".repeat(1_000).getBytes(StandardCharsets.US_ASCII);
    try {
      while (true) {
        exchange.getResponseBody().write(piece);
      }
    } catch (IOException e) {
      // The reader has had enough.
    }
  }

  private static byte[] bomb() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(bytes)) {
      byte[] zeros = new byte[1 << 20];
      for (int n = 0; n < 100; n++) {
        out.write(zeros);
      }
    }
    return bytes.toByteArray();
  }

  @Test
  void whatDripsHasADeadline() throws Exception {
    site.put(
        "/drip",
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          try (OutputStream out = exchange.getResponseBody()) {
            while (true) {
              out.write('x');
              out.flush();
              java.util.concurrent.locks.LockSupport.parkNanos(20_000_000);
            }
          }
        });
    Manners manners = new Manners("Millrace", Duration.ZERO, Map.of(), Set.of());
    try (Browser browser =
        new Browser(manners, new CheckedNames(Addresses.COMPANY, InetAddress::getAllByName))) {
      Answer answer =
          browser.read(
              new Browser.Request(
                  PageUrl.of(site.url("/drip")).orElseThrow(),
                  Validators.NONE,
                  Duration.ZERO,
                  Duration.ofSeconds(1)),
              headers -> 1 << 20);

      assertThat(answer)
          .isInstanceOfSatisfying(
              Answer.Failed.class,
              failed -> assertThat(failed.reason()).contains("within 1 s").isNotBlank());
    }
  }

  @Test
  void brokenAnswersCostThemselvesAlone() {
    site.links("/", "/cut", "/packed", "/unasked", "/odd", "/fine");
    site.put(
        "/cut",
        exchange -> {
          exchange.getResponseHeaders().set("Content-Type", "text/html");
          exchange.sendResponseHeaders(200, 1_000);
          exchange.getResponseBody().write("half".getBytes(StandardCharsets.US_ASCII));
        });
    site.html("/packed", "not packed", "Content-Encoding", "gzip");
    site.html("/unasked", "packed otherwise", "Content-Encoding", "br");
    site.status("/odd", 304);
    site.text("/fine", "fine");
    Mirror mirror = follow();

    assertThat(mirror.items()).containsOnlyKeys(site.url("/"), site.url("/fine"));
    assertThat(mirror.unusable())
        .extracting(one -> one.externalId().replace(site.url(""), ""))
        .containsExactlyInAnyOrder("/cut", "/packed", "/unasked", "/odd");
  }

  @Test
  void secretsGoToTheStartsSiteAlone() throws IOException {
    try (TestSite other = new TestSite()) {
      List<String> seen = new ArrayList<>();
      other.put(
          "/",
          exchange -> {
            seen.add("other " + secret(exchange));
            TestSite.page(200, "text/html", "other").answer(exchange);
          });
      site.put(
          "/",
          exchange -> {
            seen.add("own " + secret(exchange));
            TestSite.page(200, "text/html", "<a href=" + other.url("/") + ">x</a>")
                .answer(exchange);
          });
      try (Connector connector =
          site.open(
              "sameHost", "false", "authorization", "Bearer abc", "headers", "X-Key: k\nX-B: b")) {
        new Mirror().follow(connector);
      }

      assertThat(seen).containsExactly("own Bearer abc k", "other null null");
    }
  }

  private static String secret(HttpExchange exchange) {
    return exchange.getRequestHeaders().getFirst("Authorization")
        + " "
        + exchange.getRequestHeaders().getFirst("X-Key");
  }

  @Test
  void aSiteThatAsksForPatienceIsGivenSome() {
    site.links("/", "/busy");
    List<Integer> tries = new ArrayList<>();
    site.put(
        "/busy",
        exchange -> {
          tries.add(1);
          TestSite.page(tries.size() == 1 ? 429 : 200, "text/plain", "now", "Retry-After", "1")
              .answer(exchange);
        });

    assertThat(follow().items()).containsKey(site.url("/busy"));
  }

  @Test
  void textIsReadInTheCharsetThatTheSiteNames() {
    byte[] latin = "<p>Grüße</p>".getBytes(StandardCharsets.ISO_8859_1);
    site.put(
        "/",
        exchange -> {
          exchange.getResponseHeaders().set("Content-Type", "text/html; charset=\"iso-8859-1\"");
          exchange.sendResponseHeaders(200, latin.length);
          exchange.getResponseBody().write(latin);
        });

    Item item = Objects.requireNonNull(follow().items().get(site.url("/")));

    assertThat(new String(item.inline().orElseThrow(), StandardCharsets.UTF_8)).contains("Grüße");
    assertThat(item.facts().mediaType()).contains("text/html");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "url=ftp://h/",
        "url=not an address",
        "url=http://me:secret@h/",
        "sitemap=maybe",
        "maxPages=0",
        "maxDepth=-1",
        "userAgent=1",
        "headers=no header",
        "headers=Host: x",
        "include=/a"
      })
  void settingsThatCanNotBeAreNamed(String setting) {
    int equals = setting.indexOf('=');

    assertThatThrownBy(
            () -> site.open(setting.substring(0, equals), setting.substring(equals + 1)).close())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("settings." + setting.substring(0, equals))
        .hasMessageNotContaining("secret");
  }

  private Mirror follow() {
    try (Connector connector = site.open()) {
      return new Mirror().follow(connector);
    }
  }
}
