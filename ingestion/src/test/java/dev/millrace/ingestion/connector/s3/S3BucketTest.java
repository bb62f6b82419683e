package dev.millrace.ingestion.connector.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.millrace.ingestion.connector.Connector;
import dev.millrace.ingestion.connector.Fetched;
import dev.millrace.ingestion.connector.Item;
import dev.millrace.ingestion.connector.Mirror;
import dev.millrace.ingestion.connector.ScanSink;
import dev.millrace.ingestion.connector.ScanStart;
import dev.millrace.ingestion.connector.Unusable;
import dev.millrace.retrieval.corpus.Principal;
import dev.millrace.retrieval.corpus.Sensitivity;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.sync.RequestBody;

/** What S3 has and other places have not. */
class S3BucketTest {
  private final BucketServer server = new BucketServer();

  @AfterEach
  void close() {
    server.client.close();
  }

  @Test
  void keysMayBeOdd() throws Exception {
    List<String> odd =
        List.of(
            "a b+c.txt", "100%.txt", "q?x=1&y#z.txt", "ü/😀.txt", "it's (1).txt", "a=b;c,d.txt");
    for (String key : odd) {
      server.put(key, "text of " + key);
    }
    try (Connector connector = server.connect()) {
      Mirror mirror = new Mirror().follow(connector);

      assertThat(mirror.items()).containsOnlyKeys(odd);
      mirror.texts(connector).forEach((key, text) -> assertThat(text).isEqualTo("text of " + key));
      assertThat(Objects.requireNonNull(mirror.items().get("q?x=1&y#z.txt")).uri())
          .endsWith("/" + server.bucket + "/q%3Fx%3D1%26y%23z.txt");
    }
  }

  @Test
  void readsWhatIsWanted() throws Exception {
    server.put("docs/a.md", "a");
    server.put("docs/b.tmp", "b");
    server.put("docs/sub/", "");
    server.put("docs/sub/c.md", "c");
    server.put("other/d.md", "d");
    try (Connector connector =
        server.connect("prefix", "docs/", "include", "*.md,*.tmp", "exclude", "*.tmp")) {
      assertThat(new Mirror().follow(connector).items())
          .containsOnlyKeys("docs/a.md", "docs/sub/c.md");
      assertThat(connector.test()).contains(server.bucket, "docs/");
    }
  }

  @Test
  void takesFactsAndRightsFromMetadata() throws Exception {
    putWith(Map.of("Team", "legal", "acl-readers", "group:hr, user:ann", "level", "restricted"));
    try (Connector connector =
        server.connect("readersMetadata", "acl-readers", "sensitivityMetadata", "level")) {
      Mirror mirror = new Mirror().follow(connector);
      Item item = Objects.requireNonNull(mirror.items().get("a.html"));
      try (Fetched fetched = connector.fetch(item)) {
        Fetched.Content content = (Fetched.Content) fetched;
        assertThat(content.facts().mediaType()).hasValue("text/html");
        assertThat(content.facts().metadata()).isEqualTo(Map.of("team", "legal"));
        assertThat(content.facts().rights().readers())
            .hasValue(Set.of(Principal.group("hr"), Principal.user("ann")));
        assertThat(content.facts().rights().sensitivity()).hasValue(Sensitivity.RESTRICTED);
      }

      putWith(Map.of("acl-readers", "hr"));
      assertThat(Mirror.text(connector, item)).contains("refused", "\"hr\" is not a principal");
    }
  }

  private void putWith(Map<String, String> metadata) {
    server.client.putObject(
        request ->
            request.bucket(server.bucket).key("a.html").contentType("text/html").metadata(metadata),
        RequestBody.fromString("<p>text"));
  }

  @Test
  void saysWhichSettingIsWrong() {
    assertWrong(server.settings("secretKey", "other"), "settings.secretKey");
    assertWrong(server.settings("accessKey", "other"), "settings.accessKey");
    assertWrong(server.settings("bucket", "no-such-bucket"), "settings.bucket");
    assertWrong(server.settings("url", "http://no-such-host.invalid"), "no-such-host.invalid");
    assertWrong(server.settings("url", "http://169.254.169.254"), "link-local");
    assertWrong(server.settings("url", "http://127.0.0.1:9"), "can't be reached");
  }

  private static void assertWrong(Map<String, String> settings, String part) {
    try (Connector connector = BucketServer.open(settings)) {
      assertThatThrownBy(connector::test)
          .isInstanceOf(IOException.class)
          .hasMessageContaining(part)
          .message()
          .doesNotContain(BucketServer.SECRET);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "url=ftp://x",
        "url=http://me:secret@x",
        "url=http://x?y=z",
        "bucket=a/b",
        "bucket=x@evil.example",
        "region=x.evil.example/",
        "pathStyle=maybe",
        "link=https://x/{what}",
        "secretKey=",
        "include=/a\\b"
      })
  void refusesSettingsThatCannotBeRight(String setting) {
    int equals = setting.indexOf('=');
    Map<String, String> settings =
        server.settings(setting.substring(0, equals), setting.substring(equals + 1));

    assertThatThrownBy(() -> BucketServer.open(settings).close())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("settings." + setting.substring(0, equals));
  }

  @Test
  void addressesAnObjectOfAmazonsInItsHost() {
    Bucket bucket = new Bucket(Optional.empty(), "eu-central-1", "docs", false, Optional.empty());

    assertThat(bucket.link("a b.txt"))
        .isEqualTo("https://docs.s3.eu-central-1.amazonaws.com/a%20b.txt");
  }

  @Test
  void tellsWhatIsArchivedAndWhatHasNoProperName() throws Exception {
    String listing =
        page(
            "<Contents><Key>cold.txt</Key><Size>5</Size><ETag>e</ETag>"
                + "<StorageClass>DEEP_ARCHIVE</StorageClass></Contents>"
                + "<Contents><Key>tab%09.txt</Key><Size>5</Size><ETag>e</ETag></Contents>"
                + "<Contents><Key>fine.txt</Key><Size>5</Size></Contents>",
            "");
    canned(
        200,
        query -> listing,
        connector -> {
          Mirror mirror = new Mirror().follow(connector);
          assertThat(mirror.items()).containsOnlyKeys("fine.txt");
          assertThat(mirror.items().values()).allMatch(item -> item.version() == null);
          assertThat(mirror.unusable()).extracting(Unusable::failed).containsExactly(false, true);
        });
  }

  @Test
  void readsPageAfterPageAndNotTheSameOneForever() throws Exception {
    canned(
        200,
        query ->
            query.contains("continuation-token=t2")
                ? page("<Contents><Key>c</Key><Size>1</Size></Contents>", "")
                : query.contains("continuation-token=t1")
                    ? page("<Contents><Key>b</Key><Size>1</Size></Contents>", "t2")
                    : page("<Contents><Key>a</Key><Size>1</Size></Contents>", "t1"),
        connector ->
            assertThat(new Mirror().follow(connector).items()).containsOnlyKeys("a", "b", "c"));
    canned(
        200,
        query -> page("<Contents><Key>a</Key><Size>1</Size></Contents>", "same"),
        connector ->
            assertThatThrownBy(() -> new Mirror().follow(connector))
                .hasMessageContaining("does not go on"));
  }

  @Test
  void anAnswerThatIsNoListingIsAnError() throws Exception {
    for (String body : List.of("", "<html>login", "<!DOCTYPE x SYSTEM 'file:///etc/passwd'><x>")) {
      canned(
          200,
          query -> body,
          connector ->
              assertThatThrownBy(() -> connector.scan(ScanStart.FIRST, new Nothing()))
                  .as(body)
                  .isInstanceOf(IOException.class));
    }
  }

  private static String page(String contents, String next) {
    return "<?xml version=\"1.0\"?><ListBucketResult><Name>canned</Name>"
        + "<EncodingType>url</EncodingType><IsTruncated>"
        + !next.isEmpty()
        + "</IsTruncated>"
        + contents
        + (next.isEmpty() ? "" : "<NextContinuationToken>" + next + "</NextContinuationToken>")
        + "</ListBucketResult>";
  }

  private interface Use {
    void of(Connector connector) throws Exception;
  }

  /** A server that answers what the test says to any query. */
  private static void canned(int status, UnaryOperator<String> answer, Use use) throws Exception {
    HttpServer http =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    http.createContext(
        "/",
        exchange -> {
          String query = String.valueOf(exchange.getRequestURI().getQuery());
          byte[] body = answer.apply(query).getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    http.start();
    String url = "http://127.0.0.1:" + http.getAddress().getPort();
    try (Connector connector = BucketServer.open(Map.of("url", url, "bucket", "canned"))) {
      use.of(connector);
    } finally {
      http.stop(0);
    }
  }

  private static final class Nothing implements ScanSink {
    @Override
    public void item(Item item) {}

    @Override
    public void gone(String externalId) {}

    @Override
    public void unusable(Unusable one) {}

    @Override
    public void checkpoint(String cursor) {}
  }
}
