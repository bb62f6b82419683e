package dev.millrace.ingestion.connector.web;

import java.time.Duration;

/** What a source's settings say, and what they are followed with. */
record Site(Scope scope, Limits limits, Sitemaps sitemaps, Manners manners, Browser browser) {
  /**
   * How sitemaps are used.
   *
   * @param believed how long a page is not asked for whose sitemap says that it is as it was
   */
  record Sitemaps(Use use, Duration believed) {}

  /** Whether sitemaps are looked for, and links followed. */
  enum Use {
    /** Both. */
    AUTO,
    /** Only what sitemaps list. */
    ONLY,
    /** Only links. */
    NONE
  }
}
