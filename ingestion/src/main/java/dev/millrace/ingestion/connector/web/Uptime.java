package dev.millrace.ingestion.connector.web;

import dev.millrace.ingestion.connector.web.Journey.Arrival;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Notices that a site as a whole is down, so that a scan ends rather than tells it page by page.
 */
final class Uptime {
  /** So many failures in a row make suspicious. */
  private static final int SUSPICIOUS = 10;

  private static final Duration DEADLINE = Duration.ofSeconds(60);

  private final Site site;
  private final Map<String, Integer> failures = new HashMap<>();

  Uptime(Site site) {
    this.site = site;
  }

  /**
   * Takes note of how a visit ended.
   *
   * @throws IOException if it was the last of many that failed, and a start fails too
   */
  void after(Arrival arrival, Set<String> hosts) throws IOException, InterruptedException {
    String origin = arrival.url().origin();
    if (arrival instanceof Arrival.Barred) {
      return;
    }
    if (!(arrival instanceof Arrival.At(PageUrl url, Answer.Failed failed)) || !failed.passing()) {
      failures.remove(origin);
      return;
    }
    if (failures.merge(origin, 1, Integer::sum) < SUSPICIOUS
        || !hosts.contains(Scope.host(arrival.url()))) {
      return;
    }
    failures.remove(origin);
    List<PageUrl> starts = site.scope().starts();
    PageUrl start =
        starts.stream()
            .filter(one -> one.origin().equals(origin))
            .findFirst()
            .orElse(starts.getFirst());
    Answer answer =
        site.browser()
            .read(
                new Browser.Request(start, Validators.NONE, site.manners().delay(), DEADLINE),
                headers -> 0);
    if (answer instanceof Answer.Failed down && down.passing()) {
      throw new IOException(
          origin
              + " is down: "
              + SUSPICIOUS
              + " pages in a row failed, and "
              + start
              + " "
              + down.reason());
    }
  }

  /** Whether that host failed so often that it is not worth asking. */
  Optional<String> down(PageUrl url) {
    return failures.getOrDefault(url.origin(), 0) >= SUSPICIOUS
        ? Optional.of("its host answers nothing any more")
        : Optional.empty();
  }
}
