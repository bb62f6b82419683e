package dev.millrace.ingestion.connector.web;

import dev.millrace.ingestion.connector.Connector;
import dev.millrace.ingestion.connector.Fetched;
import dev.millrace.ingestion.connector.Item;
import dev.millrace.ingestion.connector.Scan;
import dev.millrace.ingestion.connector.ScanSink;
import dev.millrace.ingestion.connector.ScanStart;
import dev.millrace.ingestion.connector.web.Journey.Arrival;
import dev.millrace.ingestion.connector.web.Journey.Bar;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/** Pages of web sites, told whole at each scan and asked for only where they may have changed. */
final class WebConnector implements Connector {
  private static final Duration PAGE_DEADLINE = Duration.ofSeconds(60);
  private static final Duration FILE_DEADLINE = Duration.ofMinutes(10);
  private static final int MEGABYTE = 1 << 20;

  private final Site site;
  private final InstantSource clock;

  WebConnector(Site site, InstantSource clock) {
    this.site = site;
    this.clock = clock;
  }

  @Override
  public String test() throws IOException, InterruptedException {
    RobotsFiles robots = new RobotsFiles(site.browser(), site.manners());
    PageUrl start = site.scope().starts().getFirst();
    Arrival arrival =
        Journey.from(
            start,
            url ->
                robots.allows(url)
                    ? Optional.empty()
                    : Optional.of(
                        new Arrival.Barred(
                            url, Bar.UNWANTED, "may not be read, by its site's robots.txt")),
            url ->
                site.browser()
                    .read(
                        new Browser.Request(url, Validators.NONE, robots.delay(url), PAGE_DEADLINE),
                        headers -> Kinds.room(headers, site.limits())));
    Optional<String> problem = Crawl.problem(start, arrival);
    if (problem.isPresent()) {
      throw new IOException(problem.get());
    }
    if (!(arrival instanceof Arrival.At(PageUrl url, Answer.Body body))) {
      throw new IOException(start + " answers with nothing");
    }
    if (SitemapSearch.isSitemap(url, body.bytes())) {
      return "a sitemap at " + url;
    }
    String type = Kinds.of(url, body);
    if (!Kinds.isPage(type)) {
      return "a file at " + url + " (" + type + ")";
    }
    int links = PageContent.read(url, body, site.manners().agent()).links().size();
    return "a page at " + url + " with " + links + " links";
  }

  @Override
  public Scan scan(ScanStart start, ScanSink sink) throws IOException, InterruptedException {
    Frontier before = start.done().flatMap(CrawlCursor::read).orElseGet(Frontier::new);
    Frontier now = start.brokenOff().flatMap(CrawlCursor::read).orElseGet(Frontier::new);
    return new Crawl(site, now, before, sink, clock).run();
  }

  @Override
  public Fetched fetch(Item item) throws IOException, InterruptedException {
    Optional<PageUrl> page = PageUrl.of(item.externalId());
    if (page.isEmpty()) {
      return new Fetched.Refused(item.externalId() + " is no address of a page");
    }
    Path file = Files.createTempFile("millrace-web", null);
    boolean handedOver = false;
    try {
      Arrival arrival =
          Journey.from(page.get(), url -> gate(url, page.get()), url -> get(url, file));
      Fetched fetched =
          switch (arrival) {
            case Arrival.Barred barred ->
                new Fetched.Refused(
                    page.get() + " leads to " + barred.url() + ", which " + barred.reason());
            case Arrival.At at ->
                switch (at.answer()) {
                  case Answer.Body body -> content(at.url(), body, file);
                  case Answer.Missing missing -> new Fetched.Gone();
                  case Answer.Failed failed when failed.passing() ->
                      throw new IOException(at.url() + " " + failed.reason());
                  case Answer.Failed failed ->
                      new Fetched.Refused(at.url() + " " + failed.reason());
                  case Answer.NotModified same ->
                      throw new IOException(at.url() + " answers 304, which was not asked for");
                  case Answer.Moved moved -> throw new IOException(at.url() + " leads elsewhere");
                };
          };
      handedOver = fetched instanceof Fetched.Content && Files.size(file) > 0;
      return fetched;
    } finally {
      if (!handedOver) {
        Files.deleteIfExists(file);
      }
    }
  }

  private Optional<Arrival.Barred> gate(PageUrl url, PageUrl from) {
    return site.scope().sameHost() && !Scope.host(url).equals(Scope.host(from))
        ? Optional.of(new Arrival.Barred(url, Bar.UNWANTED, "is another host's"))
        : Optional.empty();
  }

  private Answer get(PageUrl url, Path file) throws InterruptedException {
    try (OutputStream out = Files.newOutputStream(file)) {
      return site.browser()
          .write(
              new Browser.Request(url, Validators.NONE, site.manners().delay(), FILE_DEADLINE),
              headers -> most(new Answer.Body(headers, new byte[0], true).mediaType()),
              out);
    } catch (IOException e) {
      return Answer.Failed.forNow("can't be kept here: " + e.getMessage());
    }
  }

  private long most(String mediaType) {
    return Kinds.isText(mediaType) ? site.limits().pageBytes() : site.limits().fileBytes();
  }

  /** Pages are small enough to be taken into memory; files are handed over where they were put. */
  private Fetched content(PageUrl url, Answer.Body body, Path file) throws IOException {
    if (!body.whole()) {
      return new Fetched.Refused(
          url + " is larger than " + most(body.mediaType()) / MEGABYTE + " MB");
    }
    String type = Kinds.of(url, body);
    if (Kinds.isText(type)) {
      byte[] content = Told.inUtf8(Files.readAllBytes(file), body.charset(), type);
      Files.write(file, new byte[0]);
      return new Fetched.Content(new ByteArrayInputStream(content), Told.facts(type));
    }
    return new Fetched.Content(
        Files.newInputStream(file, StandardOpenOption.DELETE_ON_CLOSE), Told.facts(type));
  }

  @Override
  public void close() {
    site.browser().close();
  }
}
