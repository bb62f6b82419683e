package dev.millrace.ingestion.connector.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.ingestion.connector.Connector;
import dev.millrace.ingestion.connector.Item;
import dev.millrace.ingestion.connector.Mirror;
import dev.millrace.ingestion.connector.Unusable;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is found on a site, and what becomes of it when the site changes. */
class CrawlTest {
  private TestSite site;

  @BeforeEach
  void open() throws IOException {
    site = new TestSite();
  }

  @AfterEach
  void close() {
    site.close();
  }

  @Test
  void linksAreFollowedInAllTheirForms() {
    site.html(
        "/",
        """
        <base href="/docs/"><meta http-equiv="refresh" content="5; URL='/refreshed'">
        <a href="one?utm_source=x#top">1</a><a href="/caf%c3%a9 au lait">2</a><a href="über">3</a>
        <area href="/area"><iframe src="/framed"></iframe><a href="one">again</a>
        <a href="javascript:void(0)">j</a><a href="mailto:a@b">m</a><a href="http://[bad">b</a>
        <a href="/picture.png">p</a><a rel="nofollow" href="/paid">n</a><a href="http://other.example/">o</a>
        <a href="/broken"><p <<a href="/unclosed>
        """,
        "Refresh",
        "0; url=/header");
    for (String page :
        List.of(
            "/docs/one",
            "/caf%C3%A9%20au%20lait",
            "/docs/%C3%BCber",
            "/area",
            "/framed",
            "/refreshed",
            "/header",
            "/paid",
            "/picture.png")) {
      site.html(page, "<p>" + page);
    }
    site.status("/broken", 404);

    assertThat(ids(follow()))
        .containsExactlyInAnyOrder(
            "/",
            "/docs/one",
            "/caf%C3%A9%20au%20lait",
            "/docs/%C3%BCber",
            "/area",
            "/framed",
            "/refreshed",
            "/header");
  }

  @Test
  void whatSaysThatItIsAsItWasIsNotReadAgainAndStillLeadsOn() {
    site.links("/", "/a");
    site.links("/a", "/b");
    site.text("/b", "the end");
    Mirror mirror = follow();
    Item before = item(mirror, "/b");

    site.text("/b", "changed");
    follow(mirror);

    assertThat(ids(mirror)).containsExactly("/", "/a", "/b");
    assertThat(mirror.changed()).isEqualTo(1);
    assertThat(item(mirror, "/a").inline()).isEmpty();
    assertThat(item(mirror, "/b").version()).isNotEqualTo(before.version());
    try (Connector connector = site.open()) {
      assertThat(Mirror.text(connector, item(mirror, "/a"))).contains("Page /a");
    }
  }

  @Test
  void aPageThatFailsForOnceTakesNothingWithIt() {
    site.links("/", "/hub", "/c");
    site.links("/hub", "/a");
    site.text("/a", "behind the hub");
    site.text("/c", "c");
    Mirror mirror = follow();

    site.status("/hub", 500);
    site.remove("/c");
    follow(mirror);
    assertThat(ids(mirror)).containsExactly("/", "/a", "/hub");
    assertThat(mirror.unusable())
        .singleElement()
        .satisfies(one -> assertThat(one.covers(site.url("/hub"))).isTrue())
        .matches(Unusable::failed);

    site.links("/hub", "/a");
    assertThat(ids(follow(mirror))).containsExactly("/", "/a", "/hub");
  }

  @Test
  void whatLayBehindAnUnknownFailureIsNotTakenForGone() {
    site.links("/", "/hub", "/x");
    site.links("/hub", "/a", "/b");
    site.text("/a", "a");
    site.text("/b", "b");
    site.text("/x", "x");
    Mirror mirror = follow();

    site.links("/", "/new-hub", "/x");
    site.status("/new-hub", 500);
    site.remove("/b");
    follow(mirror);

    assertThat(ids(mirror)).containsExactly("/", "/a", "/hub", "/x");
  }

  @Test
  void aSiteThatIsDownFailsTheScan() {
    String[] names = new String[30];
    for (int n = 0; n < names.length; n++) {
      names[n] = "/p" + n;
      site.text(names[n], "page " + n);
    }
    site.links("/", names);
    Mirror mirror = follow();
    assertThat(mirror.items()).hasSize(31);

    for (String name : names) {
      site.status(name, 500);
    }
    // Pages alone may all be broken; the start says whether the site is.
    follow(mirror);
    assertThat(mirror.unusable()).hasSize(30);

    String start =
        String.join("", Arrays.stream(names).map("<a href=%s>x</a>"::formatted).toList());
    site.put(
        "/",
        exchange ->
            TestSite.page(site.asked.size() == 1 ? 200 : 500, "text/html", start).answer(exchange));
    site.asked.clear();
    assertThatThrownBy(() -> follow(mirror)).hasMessageContaining("is down");
    assertThat(site.asked).hasSize(12);
    site.put("/robots.txt", TestSite.page(500, "text/plain", ""));
    assertThatThrownBy(() -> follow(mirror)).hasMessageContaining("robots.txt answers 500");
    assertThat(mirror.items()).hasSize(31);
  }

  @Test
  void aStartThatIsNotThereIsAnErrorAndRemovesNothing() {
    site.links("/", "/a");
    site.text("/a", "a");
    Mirror mirror = follow();

    site.remove("/");
    assertThatThrownBy(() -> follow(mirror)).hasMessageContaining("settings.url");
    site.status("/", 403);
    assertThatThrownBy(() -> follow(mirror)).hasMessageContaining("403");
    site.put("/robots.txt", TestSite.page(200, "text/plain", "User-agent: *\nDisallow: /"));
    assertThatThrownBy(() -> follow(mirror)).hasMessageContaining("robots.txt");
    assertThat(ids(mirror)).containsExactly("/", "/a");
  }

  @Test
  void whatTheSiteForbidsIsNotReadAndWhatWasReadIsGone() {
    site.links("/", "/open", "/closed/a", "/quiet", "/told", "/for-us", "/for-others");
    for (String page : List.of("/open", "/closed/a", "/quiet", "/told", "/for-us", "/for-others")) {
      site.links(page, page + "/next");
      site.text(page + "/next", "next");
    }
    Mirror mirror = follow();
    assertThat(mirror.items()).hasSize(13);

    site.put("/robots.txt", TestSite.page(200, "text/plain", "User-agent: *\nDisallow: /closed"));
    site.html("/quiet", "<meta name='ROBOTS' content='NOINDEX'><a href=/quiet/next>x</a>");
    site.html("/told", "<a href=/told/next>x</a>", "X-Robots-Tag", "noindex, nofollow");
    site.html("/for-us", "<meta name=millrace content=none><a href=/for-us/next>x</a>");
    site.html("/for-others", "<a href=/for-others/next>x</a>", "X-Robots-Tag", "otherbot: none");
    site.asked.clear();
    follow(mirror);

    assertThat(ids(mirror))
        .containsExactly(
            "/", "/for-others", "/for-others/next", "/open", "/open/next", "/quiet/next");
    assertThat(site.asked).noneMatch(path -> path.startsWith("/closed"));
  }

  @Test
  void aPageIsToldUnderItsOwnNameOnce() {
    site.links("/", "/old", "/copy?sort=1", "/selfish", "/orphan");
    site.moved("/old", "/new");
    site.text("/new", "moved here");
    site.html("/copy?sort=1", "<link rel=canonical href=/copy>one");
    site.html("/copy", "<link rel=canonical href=/copy>one");
    site.html("/selfish", "<link rel=canonical href=http://other.example/selfish>mine");
    site.html("/orphan", "<link rel=canonical href=/nowhere>not there");

    Mirror mirror = follow();

    assertThat(ids(mirror)).containsExactly("/", "/copy", "/new", "/orphan", "/selfish");
    site.remove("/copy");
    assertThat(ids(follow(mirror)))
        .containsExactly("/", "/copy?sort=1", "/new", "/orphan", "/selfish");
  }

  @Test
  void limitsAreKeptAndSaidOnce() {
    site.put(
        "/",
        exchange -> TestSite.page(200, "text/html", "<a href=/2026/1>next</a>").answer(exchange));
    for (int n = 1; n < 60; n++) {
      site.links("/2026/" + n, "/2026/" + (n + 1), "/side/" + n, "/aside/" + n);
    }
    Mirror deep = new Mirror();
    try (Connector connector = site.open("maxDepth", "4")) {
      deep.follow(connector);
    }
    assertThat(ids(deep)).containsExactly("/", "/2026/1", "/2026/2", "/2026/3", "/2026/4");
    assertThat(deep.unusable())
        .singleElement()
        .matches(one -> !one.failed() && one.reason().contains("maxDepth = 4"));

    site.asked.clear();
    Mirror many = new Mirror();
    try (Connector connector = site.open("maxDepth", "50", "maxPages", "10")) {
      many.follow(connector);
    }
    assertThat(site.asked).hasSize(10);
    assertThat(many.unusable())
        .singleElement()
        .matches(one -> one.reason().contains("maxPages = 10"));
  }

  @Test
  void patternsAndHostsDrawTheBorder() throws IOException {
    try (TestSite other = new TestSite()) {
      other.links("/", "/more");
      other.text("/more", "more");
      site.links("/", "/docs/a", "/blog/b", "/docs/private/c", other.url("/"));
      site.links("/docs/a", "/docs/d");
      for (String page : List.of("/blog/b", "/docs/private/c", "/docs/d")) {
        site.text(page, page);
      }
      Mirror mirror = new Mirror();
      try (Connector connector = site.open("include", "**/docs/**", "exclude", "**/private/**")) {
        mirror.follow(connector);
      }
      assertThat(ids(mirror)).containsExactly("/", "/docs/a", "/docs/d");

      Mirror wide = new Mirror();
      try (Connector connector = site.open("sameHost", "false")) {
        wide.follow(connector);
      }
      assertThat(wide.items()).containsKeys(other.url("/"), other.url("/more")).hasSize(7);
    }
  }

  @Test
  void sitemapsListPagesThatNothingLinksTo() throws IOException {
    site.put(
        "/robots.txt", TestSite.page(200, "text/plain", "Sitemap: " + site.url("/maps/index.xml")));
    site.put(
        "/maps/index.xml",
        TestSite.page(
            200,
            "application/xml",
            "<?xml version='1.0'?><sitemapindex xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>"
                + ("<sitemap><loc>" + site.url("/maps/a.xml.gz") + "</loc></sitemap>")
                + ("<sitemap><loc>" + site.url("/maps/index.xml") + "</loc></sitemap>")
                + ("<sitemap><loc>" + site.url("/maps/broken.xml") + "</loc></sitemap>")
                + "</sitemapindex>"));
    byte[] zipped =
        gzip(urlset("/listed", "2026-01-01", "http://other.example/x", "", "/gone", ""));
    site.put(
        "/maps/a.xml.gz",
        exchange -> {
          exchange.getResponseHeaders().set("Content-Type", "application/gzip");
          exchange.sendResponseHeaders(200, zipped.length);
          exchange.getResponseBody().write(zipped);
        });
    site.put(
        "/maps/broken.xml",
        TestSite.page(
            200,
            "text/xml",
            "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><urlset><url><loc>"
                + site.url("/from-broken")
                + "</loc></url><url><loc>&e;</loc></url>"));
    site.links("/", "/linked");
    for (String page : List.of("/linked", "/listed", "/from-broken")) {
      site.text(page, page);
    }

    assertThat(ids(follow())).containsExactly("/", "/from-broken", "/linked", "/listed");
    Mirror only = new Mirror();
    try (Connector connector = site.open("sitemap", "only")) {
      only.follow(connector);
    }
    assertThat(ids(only)).containsExactly("/from-broken", "/listed");
    Mirror none = new Mirror();
    try (Connector connector = site.open("sitemap", "none")) {
      none.follow(connector);
    }
    assertThat(ids(none)).containsExactly("/", "/linked");
  }

  @Test
  void aSitemapsWordIsBelievedForAWhile() {
    site.put("/sitemap.xml", TestSite.page(200, "text/xml", urlset("/a", "2026-01-01", "/b", "")));
    site.text("/a", "a");
    site.text("/b", "b");
    Mirror mirror = new Mirror();
    try (Connector connector = site.open("url", site.url("/sitemap.xml"))) {
      mirror.follow(connector);
      site.asked.clear();
      site.now = site.now.plusSeconds(3_600);
      assertThat(ids(mirror.follow(connector))).containsExactly("/a", "/b");
      assertThat(site.asked).containsExactly("/b");

      site.asked.clear();
      site.now = site.now.plusSeconds(24 * 3_600);
      assertThat(ids(mirror.follow(connector))).containsExactly("/a", "/b");
      assertThat(site.asked).containsExactlyInAnyOrder("/a", "/b");

      site.asked.clear();
      site.put(
          "/sitemap.xml", TestSite.page(200, "text/xml", urlset("/a", "2026-02-02", "/b", "")));
      mirror.follow(connector);
      assertThat(site.asked).containsExactlyInAnyOrder("/a", "/b");
    }
  }

  @Test
  void aScanThatBrokeOffGoesOnWhereItWas() {
    String[] names = new String[12];
    for (int n = 0; n < names.length; n++) {
      names[n] = "/p" + n;
      site.text(names[n], "page " + n);
    }
    site.links("/", names);
    // Time passes with each page, so that each is followed by a checkpoint.
    site.put(
        "/p3",
        exchange -> {
          site.now = site.now.plusSeconds(60);
          TestSite.page(200, "text/plain", "page 3").answer(exchange);
        });
    Mirror mirror = new Mirror();
    try (Connector connector = site.open()) {
      mirror.followBrokenOff(connector, 8);
    }

    assertThat(mirror.items()).hasSize(13);
    assertThat(site.asked.stream().filter(path -> path.equals("/p1")).count()).isEqualTo(1);
    assertThat(site.asked.stream().filter(path -> path.equals("/p9")).count()).isEqualTo(1);
  }

  private Mirror follow() {
    return follow(new Mirror());
  }

  private Mirror follow(Mirror mirror) {
    try (Connector connector = site.open()) {
      return mirror.follow(connector);
    }
  }

  private List<String> ids(Mirror mirror) {
    return mirror.items().keySet().stream().map(id -> id.replace(site.url(""), "")).toList();
  }

  private Item item(Mirror mirror, String path) {
    return Objects.requireNonNull(mirror.items().get(site.url(path)), path);
  }

  private String urlset(String... pathsAndDates) {
    StringBuilder xml = new StringBuilder("<urlset>");
    for (int n = 0; n < pathsAndDates.length; n += 2) {
      String path = pathsAndDates[n];
      xml.append("<url><loc>").append(path.startsWith("/") ? site.url(path) : path);
      xml.append("</loc><lastmod>").append(pathsAndDates[n + 1]).append("</lastmod></url>");
    }
    return xml + "</urlset>";
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(bytes)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }
}
