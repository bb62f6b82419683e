package dev.millrace.ingestion.connector.web;

import dev.millrace.ingestion.connector.Item;
import dev.millrace.ingestion.connector.ScanSink;
import dev.millrace.ingestion.connector.Unusable;
import dev.millrace.ingestion.connector.web.Frontier.Ending;
import dev.millrace.ingestion.connector.web.Journey.Arrival;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** What becomes of answers: items that are told, and links that are followed. */
final class Reading {
  private static final Duration DEADLINE = Duration.ofSeconds(60);
  private static final int MOST_TRIES = 3;
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);
  private static final int MEGABYTE = 1 << 20;

  private final Site site;
  private final RobotsFiles robots;
  private final Frontier now;
  private final Frontier before;
  private final ScanSink sink;
  private final InstantSource clock;

  Reading(
      Site site,
      RobotsFiles robots,
      Frontier now,
      Frontier before,
      ScanSink sink,
      InstantSource clock) {
    this.site = site;
    this.robots = robots;
    this.now = now;
    this.before = before;
    this.sink = sink;
    this.clock = clock;
  }

  /** Asks for a page, unless it is as it was, and again where it asks for some patience. */
  Answer ask(PageUrl url) throws InterruptedException {
    Known known = before.known.get(url);
    Validators validators = known == null ? Validators.NONE : known.validators();
    for (int tries = 1; ; tries++) {
      Answer answer =
          site.browser()
              .read(
                  new Browser.Request(url, validators, robots.delay(url), DEADLINE),
                  headers -> Kinds.room(headers, site.limits()));
      boolean patience =
          answer instanceof Answer.Failed failed
              && failed.after().filter(wait -> wait.compareTo(LONGEST_WAIT) <= 0).isPresent();
      if (!patience || tries == MOST_TRIES) {
        return answer;
      }
    }
  }

  /** Tells what came of a visit. */
  void arrived(Visit visit, Arrival arrival) throws InterruptedException {
    PageUrl asked = visit.url();
    PageUrl there = arrival.url();
    Ending ending =
        switch (arrival) {
          case Arrival.Barred barred -> barred(visit, barred);
          case Arrival.At at ->
              answered(new Visit(there, visit.depth(), visit.listed()), at.answer(), true);
        };
    if (!there.equals(asked)) {
      if (ending == Ending.FAILED) {
        failed(visit, "leads to " + there + ", which failed");
      } else {
        nothing(asked);
      }
    }
  }

  private Ending barred(Visit visit, Arrival.Barred barred) throws InterruptedException {
    return switch (barred.bar()) {
      case DONE -> now.ending(barred.url()).orElse(Ending.NOTHING);
      case UNWANTED -> nothing(visit.url());
      case UNCLEAR -> failed(visit, barred.reason());
    };
  }

  private Ending answered(Visit visit, Answer answer, boolean canonical)
      throws InterruptedException {
    now.queued.add(visit.url());
    return switch (answer) {
      case Answer.Body body -> page(visit, body, canonical);
      case Answer.NotModified same -> {
        Known known = before.known.get(visit.url());
        yield known == null
            ? failed(visit, "answers 304, which was not asked for")
            : again(visit, known, clock.instant());
      }
      case Answer.Missing missing -> nothing(visit.url());
      case Answer.Failed failed -> failed(visit, failed.reason());
      case Answer.Moved moved -> failed(visit, "leads elsewhere");
    };
  }

  private Ending page(Visit visit, Answer.Body body, boolean canonical)
      throws InterruptedException {
    PageUrl url = visit.url();
    String type = Kinds.of(url, body);
    if (!Kinds.isRead(type)) {
      return left(url, "is " + (type.isEmpty() ? "of no type" : type) + ", which isn't read");
    }
    boolean text = Kinds.isText(type);
    long most = text ? site.limits().pageBytes() : site.limits().fileBytes();
    if (Told.length(body.headers()) > most
        || (!body.whole() && (text || most <= Item.MOST_INLINE))) {
      return left(
          url,
          "is larger than "
              + most / MEGABYTE
              + " MB: raise settings."
              + (text ? "maxPageMegabytes" : "maxFileMegabytes"));
    }
    PageContent content =
        Kinds.isPage(type)
            ? PageContent.read(url, body, site.manners().agent())
            : PageContent.file(body.headers(), site.manners().agent());
    if (!content.indexed()) {
      remember(visit, Optional.empty(), Validators.of(body.headers()), content.links());
      left(url, "asks not to be indexed");
    } else if (canonical && known(content.canonical(), visit)) {
      // Without validators: whether that page is still there has to be looked at each time.
      remember(visit, Optional.empty(), Validators.NONE, content.links());
      nothing(url);
    } else {
      tell(visit, body, type, content.links());
    }
    follow(visit, content.links());
    return now.ending(url).orElse(Ending.NOTHING);
  }

  /** Whether what a page is said to be a copy of is told itself. */
  private boolean known(Optional<PageUrl> original, Visit visit) throws InterruptedException {
    if (original.isEmpty()
        || !site.scope().admits(original.get(), now.hosts)
        || !robots.allows(original.get())) {
      return false;
    }
    PageUrl url = original.get();
    if (now.ending(url).isEmpty() && now.size() < site.limits().pages()) {
      Arrival arrival = Journey.from(url, one -> Optional.empty(), this::ask);
      if (arrival.url().equals(url) && arrival instanceof Arrival.At at) {
        answered(Visit.of(url, visit.depth()), at.answer(), false);
      }
    }
    return now.ending(url).equals(Optional.of(Ending.TOLD));
  }

  private void tell(Visit visit, Answer.Body body, String type, List<PageUrl> links)
      throws InterruptedException {
    byte[] content = Told.inUtf8(body.bytes(), body.charset(), type);
    Known.Told told = body.whole() ? Told.whole(content, type) : Told.part(body.headers(), type);
    remember(visit, Optional.of(told), Validators.of(body.headers()), links);
    now.endings.put(visit.url(), Ending.TOLD);
    sink.item(Told.item(visit.url(), told, body.whole() ? Optional.of(content) : Optional.empty()));
  }

  /** Tells a page once more that is as it was. */
  Ending again(Visit visit, Known known, Instant asked) throws InterruptedException {
    now.known.put(visit.url(), known.again(asked, visit.listed()));
    now.queued.add(visit.url());
    if (known.told().isPresent()) {
      now.endings.put(visit.url(), Ending.TOLD);
      sink.item(Told.again(visit.url(), known.told().get()));
    } else {
      nothing(visit.url());
    }
    follow(visit, known.links());
    return now.ending(visit.url()).orElse(Ending.NOTHING);
  }

  private void remember(
      Visit visit, Optional<Known.Told> told, Validators validators, List<PageUrl> links) {
    now.known.put(visit.url(), new Known(told, validators, links, visit.listed(), clock.instant()));
  }

  private Ending nothing(PageUrl url) throws InterruptedException {
    now.endings.put(url, Ending.NOTHING);
    sink.gone(url.toString());
    return Ending.NOTHING;
  }

  /** Something is there and isn't wanted: what was known of it is gone, and it is said why. */
  private Ending left(PageUrl url, String reason) throws InterruptedException {
    nothing(url);
    sink.unusable(new Unusable(url.toString(), false, reason));
    return Ending.NOTHING;
  }

  private Ending failed(Visit visit, String reason) throws InterruptedException {
    PageUrl url = visit.url();
    now.endings.put(url, Ending.FAILED);
    sink.unusable(new Unusable(url.toString(), true, reason));
    Known known = before.known.get(url);
    if (known != null) {
      now.known.put(url, known);
      follow(visit, known.links());
    } else if (site.sitemaps().use() != Site.Use.ONLY && visit.depth() < site.limits().depth()) {
      now.incomplete = true;
    }
    return Ending.FAILED;
  }

  private void follow(Visit from, List<PageUrl> links) throws InterruptedException {
    if (site.sitemaps().use() == Site.Use.ONLY) {
      return;
    }
    for (PageUrl link : links) {
      if (from.depth() < site.limits().depth()) {
        take(Visit.of(link, from.depth() + 1));
      } else if (!now.saidDeep && wanted(link)) {
        now.saidDeep = true;
        sink.unusable(
            new Unusable(
                link.toString(),
                false,
                "is one of the pages that are further away than settings.maxDepth = "
                    + site.limits().depth()));
      }
    }
  }

  /** Takes a page into the queue, if it belongs to the source and there is room. */
  void take(Visit visit) throws InterruptedException {
    if (!wanted(visit.url())) {
      return;
    }
    if (now.size() < site.limits().pages()) {
      now.add(visit);
    } else if (!now.saidMany) {
      now.saidMany = true;
      sink.unusable(
          new Unusable(
              visit.url().toString(),
              false,
              "is one of the pages beyond settings.maxPages = " + site.limits().pages()));
    }
  }

  private boolean wanted(PageUrl url) {
    return !now.queued.contains(url) && site.scope().admits(url, now.hosts) && !robots.forbids(url);
  }
}
