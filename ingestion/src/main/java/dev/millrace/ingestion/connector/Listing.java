package dev.millrace.ingestion.connector;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.util.List;

/**
 * What a folder holds.
 *
 * @param items what can be fetched, in the order of the external ids
 * @param unusable what is there and can't, with the reason
 */
public record Listing(List<Found> items, List<Unusable> unusable) {
  public Listing {
    items = List.copyOf(items);
    unusable = List.copyOf(unusable);
  }

  /**
   * A file to fetch.
   *
   * @param externalId its name at that place, the same in every listing: a relative path with '/'
   * @param uri where a person finds it
   * @param size in bytes
   */
  public record Found(String externalId, URI uri, long size) {
    public Found {
      requireNonNull(externalId, "externalId");
      requireNonNull(uri, "uri");
    }
  }
}
