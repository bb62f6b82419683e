package dev.millrace.ingestion.connector.web;

import java.util.Optional;

/**
 * A page that is to be asked for.
 *
 * @param depth how many links lie between it and a start
 * @param listed the time of its last change, as a sitemap writes it
 */
record Visit(PageUrl url, int depth, Optional<String> listed) {
  static Visit of(PageUrl url, int depth) {
    return new Visit(url, depth, Optional.empty());
  }
}
