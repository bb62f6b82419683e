package dev.millrace.ingestion.connector;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.util.List;

/**
 * What a connector found.
 *
 * @param items what can be fetched, in the order of the external ids
 * @param unusable what is there and can't, with the reason
 */
public record Listing(List<Item> items, List<Unusable> unusable) {
  public Listing {
    items = List.copyOf(items);
    unusable = List.copyOf(unusable);
  }

  /**
   * Something to fetch.
   *
   * @param externalId its name at that place, the same in every listing: a relative path with '/'
   * @param uri where a person finds it
   * @param size in bytes
   */
  public record Item(String externalId, URI uri, long size) {
    public Item {
      requireNonNull(externalId, "externalId");
      requireNonNull(uri, "uri");
    }
  }

  /**
   * Something that is there and can't be fetched. What lies below it, if it is a folder, is not
   * listed either and so must not be taken for gone.
   *
   * @param failed whether something is wrong, as opposed to being left out on purpose
   * @param reason for people
   */
  public record Unusable(String externalId, boolean failed, String reason) {
    public Unusable {
      requireNonNull(externalId, "externalId");
      requireNonNull(reason, "reason");
    }

    /** Whether this is why an item of that name is not listed. */
    public boolean covers(String missing) {
      return missing.equals(externalId) || missing.startsWith(externalId + "/");
    }
  }
}
