package dev.millrace.ingestion.connector.web;

import dev.millrace.ingestion.connector.web.Journey.Arrival;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The {@code robots.txt} of each site, asked for once a scan. */
final class RobotsFiles {
  private static final Duration DEADLINE = Duration.ofSeconds(30);

  /** What a site says. */
  sealed interface Said {
    record Rules(RobotsTxt robots) implements Said {}

    /** It can't be had, and so nothing may be read (RFC 9309, 2.3.1.4). */
    record Unreachable(String reason) implements Said {}
  }

  private final Browser browser;
  private final Manners manners;
  private final Map<String, Said> byOrigin = new HashMap<>();

  RobotsFiles(Browser browser, Manners manners) {
    this.browser = browser;
    this.manners = manners;
  }

  /** What that page's site says. */
  Said of(PageUrl page) throws InterruptedException {
    Said said = byOrigin.get(page.origin());
    if (said == null) {
      said = ask(page);
      byOrigin.put(page.origin(), said);
    }
    return said;
  }

  /** Whether the page may be read. */
  boolean allows(PageUrl page) throws InterruptedException {
    return of(page) instanceof Said.Rules(RobotsTxt robots) && robots.allows(page);
  }

  /** Whether it is known already that the page may not be read. */
  boolean forbids(PageUrl page) {
    return byOrigin.get(page.origin()) instanceof Said.Rules(RobotsTxt robots)
        && !robots.allows(page);
  }

  /** How long to wait between two requests to that page's site. */
  Duration delay(PageUrl page) {
    Optional<Duration> asked =
        byOrigin.get(page.origin()) instanceof Said.Rules(RobotsTxt robots)
            ? robots.delay()
            : Optional.empty();
    return asked.filter(delay -> delay.compareTo(manners.delay()) > 0).orElse(manners.delay());
  }

  private Said ask(PageUrl page) throws InterruptedException {
    PageUrl file = new PageUrl(page.scheme(), page.host(), page.port(), "/robots.txt");
    Arrival arrival =
        Journey.from(
            file,
            url -> Optional.empty(),
            url ->
                browser.read(
                    new Browser.Request(url, Validators.NONE, manners.delay(), DEADLINE),
                    headers -> RobotsTxt.LONGEST));
    return switch (arrival) {
      case Arrival.Barred barred -> new Said.Unreachable(barred.reason());
      case Arrival.At at ->
          switch (at.answer()) {
            case Answer.Body body -> new Said.Rules(RobotsTxt.read(body.bytes(), manners.agent()));
            case Answer.Failed failed when failed.passing() ->
                new Said.Unreachable(file + " " + failed.reason());
            case Answer.Failed refused -> new Said.Rules(RobotsTxt.ANYTHING);
            case Answer.Missing missing -> new Said.Rules(RobotsTxt.ANYTHING);
            case Answer.NotModified unasked -> new Said.Rules(RobotsTxt.ANYTHING);
            case Answer.Moved moved -> new Said.Rules(RobotsTxt.ANYTHING);
          };
    };
  }
}
