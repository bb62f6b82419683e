package dev.millrace.ingestion.connector.web;

import dev.millrace.ingestion.connector.web.Journey.Arrival;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.zip.GZIPInputStream;

/** Reads sitemaps and those that they list, within limits. */
final class SitemapSearch {
  /** The protocol's limit for one sitemap, decompressed. */
  private static final int LARGEST = 50 << 20;

  private static final int MOST = 500;
  private static final int DEEPEST = 3;
  private static final Duration DEADLINE = Duration.ofMinutes(2);

  /** Takes what is listed. */
  interface Listed {
    void page(PageUrl url, Optional<String> modified) throws InterruptedException;
  }

  private record Step(PageUrl url, int depth) {}

  private final Browser browser;
  private final RobotsFiles robots;
  private final Deque<Step> steps = new ArrayDeque<>();
  private final Set<PageUrl> seen = new HashSet<>();
  private int read;
  private boolean whole = true;

  SitemapSearch(Browser browser, RobotsFiles robots) {
    this.browser = browser;
    this.robots = robots;
  }

  /** How many sitemaps were read. */
  int read() {
    return read;
  }

  /** Whether all that there are could be read. */
  boolean whole() {
    return whole;
  }

  /** Reads a sitemap that is already here, and those that it lists. */
  void read(PageUrl url, byte[] bytes, Listed listed) throws InterruptedException {
    seen.add(url);
    take(url, bytes, 0, listed);
    readOn(listed);
  }

  /** Reads the sitemap at that address, if there is one, and those that it lists. */
  void find(PageUrl url, Listed listed) throws InterruptedException {
    if (seen.add(url)) {
      steps.add(new Step(url, 0));
    }
    readOn(listed);
  }

  private void readOn(Listed listed) throws InterruptedException {
    for (Step step = steps.poll(); step != null; step = steps.poll()) {
      if (read >= MOST) {
        whole = false;
        steps.clear();
        return;
      }
      Arrival arrival =
          Journey.from(
              step.url(),
              url -> Optional.empty(),
              url ->
                  browser.read(
                      new Browser.Request(url, Validators.NONE, robots.delay(url), DEADLINE),
                      headers -> LARGEST));
      if (arrival instanceof Arrival.At(PageUrl at, Answer.Body body)) {
        whole &= body.whole();
        take(at, body.bytes(), step.depth(), listed);
      } else if (arrival instanceof Arrival.At(PageUrl at, Answer.Failed failed)) {
        whole &= !failed.passing();
      }
    }
  }

  /** Whether what is at that address is a sitemap rather than a page. */
  static boolean isSitemap(PageUrl url, byte[] bytes) {
    return Sitemap.is(plain(bytes).orElse(bytes)) || url.fileName().equals("sitemap.txt");
  }

  private void take(PageUrl url, byte[] bytes, int depth, Listed listed)
      throws InterruptedException {
    Optional<byte[]> unpacked = plain(bytes);
    whole &= unpacked.isPresent();
    byte[] plain = unpacked.orElse(new byte[0]);
    if (!isSitemap(url, plain)) {
      // Many sites answer with a page of theirs to whatever they don't have.
      return;
    }
    Sitemap sitemap = Sitemap.read(plain);
    read++;
    whole &= sitemap.whole();
    for (Sitemap.Entry entry : sitemap.entries()) {
      Optional<PageUrl> target = PageUrl.of(entry.location());
      if (target.isEmpty()) {
        continue;
      }
      if (!sitemap.index()) {
        listed.page(target.get(), entry.modified());
      } else if (depth < DEEPEST && seen.add(target.get())) {
        steps.add(new Step(target.get(), depth + 1));
      }
    }
  }

  /** The bytes without their compression, as far as the limit; empty if it is damaged. */
  private static Optional<byte[]> plain(byte[] bytes) {
    if (bytes.length < 2 || bytes[0] != 0x1f || bytes[1] != (byte) 0x8b) {
      return Optional.of(bytes);
    }
    try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
      return Optional.of(in.readNBytes(LARGEST));
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
