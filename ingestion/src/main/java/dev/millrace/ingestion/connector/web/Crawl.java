package dev.millrace.ingestion.connector.web;

import dev.millrace.ingestion.connector.Scan;
import dev.millrace.ingestion.connector.ScanSink;
import dev.millrace.ingestion.connector.web.Journey.Arrival;
import dev.millrace.ingestion.connector.web.Journey.Bar;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One scan of a source's pages. Starts and sitemaps fill the queue; each visit tells its page and
 * puts what it links to behind it.
 */
final class Crawl {
  private static final Duration BETWEEN_CHECKPOINTS = Duration.ofSeconds(10);

  private final Site site;
  private final RobotsFiles robots;
  private final Frontier now;
  private final Frontier before;
  private final Reading reading;
  private final Uptime uptime;
  private final ScanSink sink;
  private final InstantSource clock;
  private Instant nextCheckpoint;

  /**
   * A scan that goes on from {@code now}.
   *
   * @param before how the last one ended
   */
  Crawl(Site site, Frontier now, Frontier before, ScanSink sink, InstantSource clock) {
    this.site = site;
    this.now = now;
    this.before = before;
    this.sink = sink;
    this.clock = clock;
    this.robots = new RobotsFiles(site.browser(), site.manners());
    this.uptime = new Uptime(site);
    this.reading = new Reading(site, robots, now, before, sink, clock);
    this.nextCheckpoint = clock.instant().plus(BETWEEN_CHECKPOINTS);
  }

  /**
   * Runs to the end.
   *
   * @throws IOException if no start can be read, or its site answers nothing any more
   */
  Scan run() throws IOException, InterruptedException {
    if (!now.seeded) {
      seed();
      now.seeded = true;
    }
    for (Optional<Visit> next = now.next(); next.isPresent(); next = now.next()) {
      visit(next.get());
      checkpoint();
    }
    if (now.incomplete) {
      visitAgain();
    } else {
      leave();
    }
    return new Scan(
        now.incomplete ? Scan.Coverage.CHANGES : Scan.Coverage.WHOLE,
        CrawlCursor.write(now.remembered()));
  }

  /** Asks for the starts, reads the sitemaps, and only then tells: a wrong start tells nothing. */
  private void seed() throws IOException, InterruptedException {
    now.hosts.addAll(site.scope().hosts());
    boolean links = site.sitemaps().use() != Site.Use.ONLY;
    Map<PageUrl, Arrival> arrivals = new LinkedHashMap<>();
    List<String> problems = new ArrayList<>();
    for (PageUrl start : site.scope().starts()) {
      if (links) {
        now.queued.add(start);
      }
      Arrival arrival = travel(start, true);
      problem(start, arrival).ifPresent(problems::add);
      arrivals.put(start, arrival);
    }
    if (problems.size() == arrivals.size()) {
      throw new IOException(String.join("; ", problems));
    }
    Set<PageUrl> sitemaps = sitemaps(arrivals);
    for (Map.Entry<PageUrl, Arrival> arrival : arrivals.entrySet()) {
      if (sitemaps.contains(arrival.getKey())) {
        now.endings.put(arrival.getKey(), Frontier.Ending.NOTHING);
      } else if (links) {
        reading.arrived(Visit.of(arrival.getKey(), 0), arrival.getValue());
      }
    }
  }

  /** Why a start can't be read. */
  static Optional<String> problem(PageUrl start, Arrival arrival) {
    String why =
        switch (arrival) {
          case Arrival.Barred barred -> barred.bar() == Bar.DONE ? "" : barred.reason();
          case Arrival.At at ->
              switch (at.answer()) {
                case Answer.Failed failed -> failed.reason();
                case Answer.Missing missing -> "isn't there (404): check settings.url";
                case Answer.Body body -> "";
                case Answer.NotModified same -> "";
                case Answer.Moved moved -> "leads elsewhere";
              };
        };
    String by = arrival.url().equals(start) ? "" : "leads to " + arrival.url() + ", which ";
    return why.isEmpty() ? Optional.empty() : Optional.of(start + " " + by + why);
  }

  /** Takes in what sitemaps list, and says which of the starts were sitemaps. */
  private Set<PageUrl> sitemaps(Map<PageUrl, Arrival> arrivals)
      throws IOException, InterruptedException {
    SitemapSearch search = new SitemapSearch(site.browser(), robots);
    SitemapSearch.Listed listed = (url, modified) -> reading.take(new Visit(url, 0, modified));
    Set<PageUrl> sitemaps = new LinkedHashSet<>();
    Set<PageUrl> guesses = new LinkedHashSet<>();
    for (Map.Entry<PageUrl, Arrival> arrival : arrivals.entrySet()) {
      PageUrl at = arrival.getValue().url();
      if (arrival.getValue() instanceof Arrival.At(PageUrl url, Answer.Body body)
          && SitemapSearch.isSitemap(url, body.bytes())) {
        sitemaps.add(arrival.getKey());
        if (body.whole()) {
          search.read(url, body.bytes(), listed);
        } else {
          search.find(url, listed);
        }
      } else if (site.sitemaps().use() != Site.Use.NONE) {
        if (robots.of(at) instanceof RobotsFiles.Said.Rules(RobotsTxt rules)) {
          rules.sitemaps().forEach(text -> PageUrl.of(text).ifPresent(guesses::add));
        }
        at.resolve("/sitemap.xml").ifPresent(guesses::add);
      }
    }
    for (PageUrl guess : guesses) {
      search.find(guess, listed);
    }
    now.incomplete |= !search.whole();
    if (site.sitemaps().use() == Site.Use.ONLY && search.read() == 0) {
      throw new IOException(
          "no sitemap was found at "
              + site.scope().starts().getFirst().origin()
              + ": name it in settings.url, or set settings.sitemap to auto");
    }
    return sitemaps;
  }

  private void visit(Visit visit) throws IOException, InterruptedException {
    Optional<Known> known = Optional.ofNullable(before.known.get(visit.url()));
    if (known.isPresent() && believed(known.get(), visit)) {
      reading.again(visit, known.get(), known.get().asked());
      return;
    }
    Arrival arrival = travel(visit.url(), false);
    reading.arrived(visit, arrival);
    uptime.after(arrival, now.hosts);
  }

  /** Whether a sitemap's word is enough that the page is as it was. */
  private boolean believed(Known known, Visit visit) {
    return visit.listed().isPresent()
        && visit.listed().equals(known.listed())
        && known.asked().plus(site.sitemaps().believed()).isAfter(clock.instant())
        && !robots.forbids(visit.url());
  }

  private Arrival travel(PageUrl from, boolean start) throws InterruptedException {
    return Journey.from(from, url -> gate(url, from, start), reading::ask);
  }

  private Optional<Arrival.Barred> gate(PageUrl url, PageUrl from, boolean start)
      throws InterruptedException {
    if (start) {
      // A site may have moved as a whole, to another name of its own.
      now.hosts.add(Scope.host(url));
    }
    if (!url.equals(from) && now.ending(url).isPresent()) {
      return Optional.of(new Arrival.Barred(url, Bar.DONE, "was read before"));
    }
    if (!site.scope().admits(url, now.hosts)) {
      return Optional.of(new Arrival.Barred(url, Bar.UNWANTED, "doesn't belong to the source"));
    }
    Optional<String> down = uptime.down(url);
    if (down.isPresent()) {
      return Optional.of(new Arrival.Barred(url, Bar.UNCLEAR, down.get()));
    }
    return switch (robots.of(url)) {
      case RobotsFiles.Said.Unreachable unreachable ->
          Optional.of(
              new Arrival.Barred(
                  url, Bar.UNCLEAR, "may not be read while " + unreachable.reason()));
      case RobotsFiles.Said.Rules(RobotsTxt rules) when !rules.allows(url) ->
          Optional.of(new Arrival.Barred(url, Bar.UNWANTED, "is forbidden by its robots.txt"));
      case RobotsFiles.Said.Rules allowed -> Optional.empty();
    };
  }

  /** Where something could not be followed up, what was known before is asked for by its name. */
  private void visitAgain() throws IOException, InterruptedException {
    for (Map.Entry<PageUrl, Known> one : before.known.entrySet()) {
      if (one.getValue().told().isPresent() && now.ending(one.getKey()).isEmpty()) {
        visit(Visit.of(one.getKey(), site.limits().depth()));
        checkpoint();
      }
    }
  }

  /** What nothing leads to any more is gone, whatever was said of pages whose names it extends. */
  private void leave() throws InterruptedException {
    for (Map.Entry<PageUrl, Known> one : before.known.entrySet()) {
      if (one.getValue().told().isPresent() && now.ending(one.getKey()).isEmpty()) {
        sink.gone(one.getKey().toString());
      }
    }
  }

  private void checkpoint() throws InterruptedException {
    if (clock.instant().isBefore(nextCheckpoint)) {
      return;
    }
    Optional<String> cursor = CrawlCursor.write(now);
    if (cursor.isPresent()) {
      sink.checkpoint(cursor.get());
    }
    nextCheckpoint = clock.instant().plus(BETWEEN_CHECKPOINTS);
  }
}
