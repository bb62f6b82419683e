package dev.millrace.ingestion.connector.web;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a page said when it was last asked.
 *
 * @param told what was told of it; empty if it is no item
 * @param validators by which it can be asked whether that still holds
 * @param links where it leads
 * @param listed the time of its last change, as a sitemap wrote it then
 * @param asked when that was, to the second
 */
record Known(
    Optional<Told> told,
    Validators validators,
    List<PageUrl> links,
    Optional<String> listed,
    Instant asked) {
  /**
   * An item as it was told.
   *
   * @param version empty if it had none
   * @param size in bytes, -1 if that is not known
   */
  record Told(String version, long size, String mediaType) {
    Told {
      requireNonNull(version, "version");
      requireNonNull(mediaType, "mediaType");
    }
  }

  Known {
    requireNonNull(told, "told");
    requireNonNull(validators, "validators");
    links = List.copyOf(links);
    requireNonNull(listed, "listed");
    requireNonNull(asked, "asked");
  }

  /** The same, asked again at that time, with what the sitemap says now. */
  Known again(Instant now, Optional<String> listedNow) {
    return new Known(told, validators, links, listedNow, now);
  }
}
