package dev.millrace.ingestion.connector.web;

import java.time.Duration;
import java.util.Map;
import java.util.Set;

/**
 * How the connector presents itself.
 *
 * @param userAgent what it calls itself
 * @param delay the shortest time between two requests to a host
 * @param credentials further headers, for those origins alone
 * @param trusted the origins that {@code credentials} are for
 */
record Manners(
    String userAgent, Duration delay, Map<String, String> credentials, Set<String> trusted) {
  Manners {
    credentials = Map.copyOf(credentials);
    trusted = Set.copyOf(trusted);
  }

  /** The name by which robots.txt and pages call it. */
  String agent() {
    return RobotsTxt.token(userAgent);
  }

  /** The headers for a page at that address, secrets only where they belong. */
  Map<String, String> headersFor(PageUrl url) {
    return trusted.contains(url.origin()) ? credentials : Map.of();
  }
}
