package dev.millrace.ingestion.connector.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RobotsTxtTest {
  @Test
  void theGroupsThatNameAVisitorCountForIt() {
    String file =
        """
        User-agent: *
        Disallow: /

        user-agent : millrace/2.0  # us
        USER-AGENT: other
        Disallow: /private
        Sitemap: https://h/map.xml
        Crawl-delay: 2

        User-agent: Millrace
        Disallow: /more
        """;
    RobotsTxt robots = read(file);

    assertThat(allows(robots, "/a")).isTrue();
    assertThat(allows(robots, "/private/a")).isFalse();
    assertThat(allows(robots, "/more")).isFalse();
    assertThat(robots.delay()).contains(Duration.ofSeconds(2));
    assertThat(robots.sitemaps()).containsExactly("https://h/map.xml");
    assertThat(allows(RobotsTxt.read(file.getBytes(StandardCharsets.UTF_8), "Third"), "/a"))
        .isFalse();
  }

  /** The examples of RFC 9309 (5.2) and of the pages that search engines give. */
  @ParameterizedTest
  @CsvSource({
    "/fish, '', /fish.html, false",
    "/fish, '', /Fish, true",
    "/fish/, '', /fish, true",
    "/fish*, '', /fishheads/yummy.html, false",
    "*.php, '', /folder/a.php?x=1, false",
    "/*.php$, '', /a.php?x=1, true",
    "/*.php$, '', /folder/a.php, false",
    "/fish*.php, '', /fishheads/catfish.php5, false",
    "/, /page, /page, true",
    "/folder, /folder, /folder/page, true",
    "/*.htm, /page, /page.htm, false",
    "/, /$, /, true",
    "/, /$, /page, false",
    "/a%3cd.html, '', /a%3Cd.html, false",
    "/~joe, '', /%7Ejoe/index, false",
    "/ä, '', /%C3%A4, false",
    "'', '', /a, true",
    "/example/page/, /example/, /example/page/x, false",
  })
  void theLongestRuleCounts(String disallow, String allow, String path, boolean allowed) {
    RobotsTxt robots = read("User-agent: *\nDisallow: " + disallow + "\nAllow: " + allow);

    assertThat(allows(robots, path)).isEqualTo(allowed);
  }

  @Test
  void oddFilesAreReadAsFarAsTheyGo() {
    assertThat(allows(read(""), "/a")).isTrue();
    assertThat(allows(read("<html>Not found</html>"), "/a")).isTrue();
    assertThat(allows(read("\uFEFFUser-agent: *\r\nDisallow: /a\r\n"), "/a")).isFalse();
    assertThat(allows(read("Disallow: /a"), "/a")).isTrue();
    assertThat(read("User-agent: *\nCrawl-delay: 86400").delay()).contains(RobotsTxt.LONGEST_DELAY);
    assertThat(read("User-agent: *\nCrawl-delay: soon").delay()).isEmpty();
    assertThat(allows(read("User-agent: *\n" + "# x\n".repeat(200_000) + "Disallow: /a"), "/a"))
        .isTrue();
    assertThat(
            allows(
                read("User-agent: *\nDisallow: /" + "*a".repeat(2_000) + "$"),
                "/" + "a".repeat(2_500) + "b"))
        .isTrue();
  }

  private static RobotsTxt read(String file) {
    return RobotsTxt.read(file.getBytes(StandardCharsets.UTF_8), "Millrace");
  }

  private static boolean allows(RobotsTxt robots, String path) {
    return robots.allows(PageUrl.of("http://h" + path).orElseThrow());
  }
}
